package io.brine.cli.output;

import io.brine.data.DataException;
import io.brine.data.Yaml;

/** Block YAML; a negative {@code output_indent} puts everything on one line. Source: 3006.0 salt/output/yaml_out.py. */
final class YamlOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        try {
            if (!settings.has("output_indent")) {
                return Yaml.dumpBlock(data);
            }
            int indent = settings.integer("output_indent")
                    .orElseThrow(() -> new UnfitDataException("output_indent is not a number"));
            return indent < 0 ? Yaml.dumpFlow(data) : Yaml.dumpBlock(data, indent);
        } catch (DataException unsayable) {
            return "";
        }
    }
}
