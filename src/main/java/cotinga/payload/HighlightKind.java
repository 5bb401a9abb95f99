package cotinga.payload;

import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import java.util.List;

/** A list of the markets whose newest week stands out, and what qualifies a trader group of a market for it. */
public enum HighlightKind {
    /** At a three-year extreme for the second week at least; the farthest from the middle first. */
    EXTREMES(
            new Column("extreme", "", "extreme"),
            new Column("extreme", "weeks_at_extreme", "weeks_at_extreme"),
            new Column("percentile.156", "", "percentile_156")) {
        @Override
        boolean qualifies(List<NewestColumn.Value> values) {
            return exists(values.get(0));
        }

        @Override
        double rank(List<NewestColumn.Value> values) {
            return Math.abs(values.get(2).number() - MIDDLE);
        }
    },
    /** The three-year index has moved by more than 40 points in six weeks; the largest movement first. */
    MOVERS(
            new Column("movement", "notable", "notable"),
            new Column("movement", "", "movement"),
            new Column("index.156", "", "index_156")) {
        @Override
        boolean qualifies(List<NewestColumn.Value> values) {
            return values.get(0).number() == 1;
        }

        @Override
        double rank(List<NewestColumn.Value> values) {
            return Math.abs(values.get(1).number());
        }
    },
    /** Net has changed its sign; the longest time since the flip before first. */
    FLIPS(
            new Column("flip", "", "flip"),
            new Column("flip", "before", "flip_before"),
            new Column("flip", "weeks", "flip_weeks")) {
        @Override
        boolean qualifies(List<NewestColumn.Value> values) {
            return exists(values.get(0));
        }

        @Override
        double rank(List<NewestColumn.Value> values) {
            return exists(values.get(2)) ? values.get(2).number() : 0;
        }
    },
    /** The three-year index has moved since the week before; the largest move first. */
    MOVES(new Column("change_1w.156", "", "change_1w_156"), new Column("index.156", "", "index_156")) {
        @Override
        boolean qualifies(List<NewestColumn.Value> values) {
            return exists(values.get(0)) && values.get(0).number() != 0;
        }

        @Override
        double rank(List<NewestColumn.Value> values) {
            return Math.abs(values.get(0).number());
        }
    };

    private static final double MIDDLE = 50;

    private final List<Column> columns;

    /**
     * A column of a list.
     *
     * @param term the measure
     * @param part its part; empty for the one with the key of the measure
     * @param field its name in the list
     */
    record Column(String term, String part, String field) {}

    HighlightKind(Column... columns) {
        this.columns = List.of(columns);
    }

    /** The columns of a group that the list depends on, in its order. */
    public List<MeasureKey> keys(ReportType type, TraderGroup group, Basis basis) {
        return columns.stream()
                .map(column -> MeasureKey.of(column.term(), type, group, basis, column.part()))
                .toList();
    }

    /** The names of the columns in the list. */
    List<String> fields() {
        return columns.stream().map(Column::field).toList();
    }

    /** Whether a group with these values belongs to the list. */
    abstract boolean qualifies(List<NewestColumn.Value> values);

    /** Its rank in the list, the highest first. */
    abstract double rank(List<NewestColumn.Value> values);

    private static boolean exists(NewestColumn.Value value) {
        return !Double.isNaN(value.number());
    }
}
