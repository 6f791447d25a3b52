package io.brine.cli.output;

/** Python's pretty printed literal. Source: 3006.0 salt/output/pprint_out.py. */
final class PprintOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        if (!settings.has("output_indent")) {
            return PrettyText.format(data);
        }
        int indent = settings.integer("output_indent")
                .orElseThrow(() -> new UnfitDataException("output_indent is not a number"));
        return indent >= 0 ? PrettyText.format(data, indent) : PrettyText.format(data);
    }
}
