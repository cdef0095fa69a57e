package org.lierne.cli.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Parameters;
import org.lierne.cli.simulator.world.Settings;

/** {@code world.json}: what was asked for, and every number of the world. */
public final class WorldFile {

    private WorldFile() {}

    public static void write(Settings settings, Path folder) {
        Path path = folder.resolve("world.json");
        try (BufferedWriter out = Files.newBufferedWriter(path);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
            json.writeStartObject();
            json.writeNumberField("customers", settings.customers());
            json.writeStringField("from", Times.date(settings.from()));
            json.writeNumberField("days", settings.days());
            json.writeNumberField("seed", settings.seed().value());
            json.writeObjectFieldStart("parameters");
            for (Field parameter : Parameters.class.getFields()) {
                json.writeFieldName(parameter.getName().toLowerCase(Locale.ROOT));
                write(json, parameter.get(null));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("experiments");
            json.writeEndArray();
            json.writeArrayFieldStart("anomalies");
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be written.", failure);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof double[] list) {
            json.writeArray(list, 0, list.length);
            return;
        }
        json.writeNumber(value.toString());
    }
}
