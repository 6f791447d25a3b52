package io.brine.keys;

/** A key was moved or removed on request: the data of the event {@code salt/key}. @param act accept, reject or delete */
public record KeyChange(String act, String id) {}
