package io.brine.data;

/** A named constant of Salt's (msgpack extension 79), such as a marker object that must stay itself. Source: payload.py _Constant. */
public record Constant(String name, Object value) {}
