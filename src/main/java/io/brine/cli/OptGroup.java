package io.brine.cli;

import java.util.List;

/** Options that belong together. @param title empty for the general ones */
record OptGroup(String title, String description, List<Opt> options) {}
