package io.brine.minion;

/**
 * What came of sending a return. Source of the answers: 3006.0 salt/master.py AESFuncs._return (nil, false) and run_func (empty
 * text after an exception)
 *
 * @param detail for the log
 */
record Receipt(Kind kind, String detail) {
    enum Kind {
        /** The master has it: nil. */
        ACKNOWLEDGED,
        /** The master never wants it: false, its policy about signatures forbids it. */
        DECLINED,
        /** The master answered, but does not have it: its disk may be full, or it cannot do with this one. */
        FAILED,
        /** No answer came. */
        UNANSWERED
    }

    static Receipt of(Object answer) {
        if (answer == null) {
            return new Receipt(Kind.ACKNOWLEDGED, "");
        }
        return Boolean.FALSE.equals(answer)
                ? new Receipt(Kind.DECLINED, "the master answered false")
                : new Receipt(Kind.FAILED, "the master could not take it");
    }
}
