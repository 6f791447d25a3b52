package io.brine.minion;

/** What a running minion can be asked to fetch anew. */
interface Refreshes {
    /** From every master; false if one of them did not give it. */
    boolean refreshPillar();

    void refreshGrains();

    /** Functions do not change while we run; those who wait for the end of a refresh are told. */
    void refreshModules();
}
