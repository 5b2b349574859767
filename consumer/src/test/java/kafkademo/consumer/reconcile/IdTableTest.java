package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kafkademo.consumer.reconcile.IdTable.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTableTest {
    private record Entry(long id, int content) {}

    @Test
    void theSameIdIsTheSameRecordOnlyWithTheSameContent() {
        IdTable table = new IdTable(10, 1_000);
        table.begin(0);

        assertThat(table.add(7, 1)).isEqualTo(Verdict.FIRST);
        assertThat(table.add(7, 2)).isEqualTo(Verdict.SAME_ID);
        assertThat(table.add(8, 1)).isEqualTo(Verdict.FIRST);
        assertThat(table.add(7, 1)).isEqualTo(Verdict.SAME_RECORD);
        assertThat(table.add(7, 2)).isEqualTo(Verdict.SAME_RECORD);
        assertThat(table.add(0, 0)).isEqualTo(Verdict.FIRST);
        assertThat(table.add(0, 0)).isEqualTo(Verdict.SAME_RECORD);
    }

    @Test
    void aNewSliceKnowsNothingOfTheOneBefore() {
        IdTable table = new IdTable(10, 1_000);
        table.begin(0);
        table.add(7, 1);
        table.begin(0);

        assertThat(table.add(7, 1)).isEqualTo(Verdict.FIRST);
    }

    @ParameterizedTest
    @CsvSource({"1,10000000", "2,1000000", "3,240000", "4,40000"})
    void everyRepeatIsFoundWhateverTheMemory(long seed, long budget) {
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        Map<Verdict, Integer> expected = new EnumMap<>(Verdict.class);
        Map<Long, Set<Integer>> known = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            boolean again = !entries.isEmpty() && random.nextInt(5) == 0;
            long id = again ? entries.get(random.nextInt(entries.size())).id() : random.nextLong();
            int content = random.nextInt(3);
            entries.add(new Entry(id, content));
            Set<Integer> contents = known.computeIfAbsent(id, any -> new HashSet<>());
            Verdict verdict = contents.contains(content)
                    ? Verdict.SAME_RECORD
                    : contents.isEmpty() ? Verdict.FIRST : Verdict.SAME_ID;
            contents.add(content);
            expected.merge(verdict, 1, Integer::sum);
        }

        IdTable table = new IdTable(entries.size(), budget);
        Map<Verdict, Integer> found = new EnumMap<>(Verdict.class);
        for (int slice = 0; slice < table.slices(); slice++) {
            table.begin(slice);
            entries.forEach(entry -> found.merge(table.add(entry.id(), entry.content()), 1, Integer::sum));
        }

        assertThat(table.slices()).isEqualTo((int) Math.ceil((50_000 / 0.8 + 64) / (budget / 12)));
        Integer others = found.remove(Verdict.OTHER_SLICE);
        assertThat(others == null ? 0 : others).isEqualTo(entries.size() * (table.slices() - 1));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aLogWithOneIdEndsSoonAndSaysWhatWasNotCompared() {
        IdTable table = new IdTable(100_000, 10_000_000);
        table.begin(0);
        Map<Verdict, Integer> found = new EnumMap<>(Verdict.class);
        for (int i = 0; i < 100_000; i++) {
            found.merge(table.add(42, i), 1, Integer::sum);
        }

        assertThat(found).isEqualTo(Map.of(Verdict.FIRST, 1, Verdict.SAME_ID, 15, Verdict.NOT_COMPARED, 100_000 - 16));
    }

    @Test
    void moreRecordsThanPromisedDoNotFillTheTable() {
        IdTable table = new IdTable(1, 1_000);
        table.begin(0);
        Random random = new Random(5);
        Map<Verdict, Integer> found = new EnumMap<>(Verdict.class);
        for (int i = 0; i < 1_000; i++) {
            found.merge(table.add(random.nextLong(), 0), 1, Integer::sum);
        }

        assertThat(found.get(Verdict.FIRST)).isBetween(60, 80);
        assertThat(found.get(Verdict.FIRST) + found.get(Verdict.NOT_COMPARED)).isEqualTo(1_000);
    }
}
