package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.Map;

/** Stages of an orchestration: {@code [{stage: {match: [...], require: [...], sls: [...]}}]}. Source: 3006.0 salt/output/overstatestage.py. */
final class OverstateStageOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        StringBuilder out = new StringBuilder();
        for (Object component : Shape.list(data)) {
            Shape.map(component).forEach((name, stage) -> {
                out.append(settings.palette().paint(Color.LIGHT_BLUE, PyText.str(name) + ": "))
                        .append('\n');
                show(Shape.map(stage), settings.palette(), out);
            });
        }
        return out.toString();
    }

    private static void show(Map<?, ?> stage, Palette palette, StringBuilder out) {
        for (Object key : ValueOrder.sorted(stage.keySet())) {
            String line = PyText.str(key) + ": " + PyText.str(stage.get(key));
            out.append("    ").append(palette.paint(Color.LIGHT_BLUE, line)).append('\n');
        }
    }
}
