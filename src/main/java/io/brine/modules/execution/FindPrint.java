package io.brine.modules.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code print=path,size,...}: one value, or a list of several. Source: 3006.0 utils/find.py PrintOption */
final class FindPrint implements FileFinder.Action {
    private final List<String> fields;
    private final FileOwners owners;

    FindPrint(String fields, FileOwners owners) {
        this.fields = List.of(fields.replace(",", " ").strip().split("\\s+"));
        this.owners = owners;
    }

    @Override
    public Optional<Object> take(Path path, FileStat stat) throws IOException {
        List<Object> values = new ArrayList<>();
        for (String field : fields) {
            value(field, path, stat).ifPresent(values::add);
        }
        return Optional.of(values.size() == 1 ? values.get(0) : values);
    }

    private Optional<Object> value(String field, Path path, FileStat stat) throws IOException {
        return switch (field) {
            case "path" -> Optional.of(path.toString());
            case "name" -> Optional.of(FilePaths.basename(path.toString()));
            case "size" -> Optional.of(stat.size());
            case "type" -> Optional.of(FindCriteria.TYPE_LETTERS.get(stat.type()));
            case "mode" -> Optional.of((long) (stat.mode() & 0777));
            case "mtime" -> Optional.of((long) stat.seconds("lastModifiedTime"));
            case "user" ->
                Optional.of(owners.user(stat.uid()).map(Object.class::cast).orElse(stat.uid()));
            case "group" ->
                Optional.of(owners.group(stat.gid()).map(Object.class::cast).orElse(stat.gid()));
            case "md5" -> Optional.of(stat.type().equals("file") ? Digests.hex("md5", path) : "");
            default -> Optional.empty();
        };
    }
}
