package cotinga.bench;

import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How fast weeks are made of text, against FastCSV alone on the same bytes and with the same options:
 * {@code mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test -Dexec.args="-cp %classpath cotinga.bench.ParseBenchmark"}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParseBenchmark {
    private static final int BYTES = 10 << 20;

    private byte[] legacy = {};
    private byte[] disagg = {};

    @Setup
    public void generate() {
        legacy = SyntheticReport.of(ReportType.LEGACY, BYTES);
        disagg = SyntheticReport.of(ReportType.DISAGG, BYTES);
    }

    /** FastCSV makes a record of strings of each line. */
    @Benchmark
    public void walk(Blackhole blackhole) throws IOException {
        walk(legacy, CsvRecordHandler.of(), blackhole);
        walk(disagg, CsvRecordHandler.of(), blackhole);
    }

    /** FastCSV finds the cells and makes nothing of them. */
    @Benchmark
    public void skim(Blackhole blackhole) throws IOException {
        walk(legacy, new CellCounter(), blackhole);
        walk(disagg, new CellCounter(), blackhole);
    }

    @Benchmark
    public void parseAndValidate(Blackhole blackhole) throws IOException {
        parse(ReportVariant.LEGACY_FO, legacy, blackhole);
        parse(ReportVariant.DISAGG_FO, disagg, blackhole);
    }

    private static <T> void walk(byte[] text, CsvCallbackHandler<T> handler, Blackhole blackhole) throws IOException {
        try (CsvReader<T> records = CsvReader.builder()
                .trimWhitespacesAroundQuotes(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(handler, new ByteArrayInputStream(text), StandardCharsets.ISO_8859_1)) {
            for (T cells : records) {
                blackhole.consume(cells);
            }
        }
    }

    private static void parse(ReportVariant variant, byte[] text, Blackhole blackhole) throws IOException {
        blackhole.consume(new ReportReader(variant, true, "benchmark.txt", SyntheticReport.NEWEST, ReportDates.ANY)
                .read(() -> new ByteArrayInputStream(text), blackhole::consume, line -> {
                    throw new IllegalStateException("line " + line.line() + ": " + line.reason());
                }));
    }

    private static final class CellCounter extends AbstractBaseCsvCallbackHandler<Integer> {
        @Override
        protected Integer buildRecord() {
            return getFieldCount();
        }
    }

    /** Runs everything in some 50 seconds; the last line tells the ratios. */
    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(ParseBenchmark.class.getSimpleName())
                        .build())
                .run();
        double parse = score(results, "parseAndValidate");
        System.out.printf(
                Locale.ROOT,
                "parseAndValidate runs at %.2f of the rate of walk, %.2f of that of skim%n",
                parse / score(results, "walk"),
                parse / score(results, "skim"));
    }

    private static double score(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(benchmark))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getScore();
    }
}
