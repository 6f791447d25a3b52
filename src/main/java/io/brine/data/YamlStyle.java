package io.brine.data;

/** PyYAML's {@code default_flow_style}. */
public enum YamlStyle {
    /** False: one line per item. */
    BLOCK,
    /** True: everything in brackets. */
    FLOW,
    /** None, Salt's default: collections of plain scalars in brackets, everything else one line per item. */
    AUTO
}
