package io.monthclose.job;

import io.monthclose.intake.InputFolder;
import io.monthclose.intake.MasterFile;
import io.monthclose.intake.PlannedFile;
import io.monthclose.intake.Sha256;
import io.monthclose.problem.Faults;
import io.monthclose.store.TakenInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a take reads, file by file, and whether it is still the same. */
final class InputInventory {
    private InputInventory() {}

    /** Usage files, by rank. */
    static List<TakenInput> usage(List<PlannedFile> usage) {
        List<TakenInput> inputs = new ArrayList<>();
        for (PlannedFile file : usage) {
            inputs.add(new TakenInput(
                    TakenInput.Role.USAGE,
                    inputs.size(),
                    file.name(),
                    file.bytes(),
                    file.lines(),
                    file.sha256(),
                    file.header(),
                    null));
        }
        return inputs;
    }

    /** The master files of a folder. */
    static List<TakenInput> masters(InputFolder folder) {
        List<TakenInput> inputs = new ArrayList<>();
        folder.accounts().ifPresent(file -> inputs.add(master(TakenInput.Role.ACCOUNTS, file)));
        folder.packs().ifPresent(file -> inputs.add(master(TakenInput.Role.PACKS, file)));
        folder.topUps().ifPresent(file -> inputs.add(master(TakenInput.Role.TOP_UPS, file)));
        return inputs;
    }

    /** All files of a folder. */
    static List<TakenInput> of(InputFolder folder, List<PlannedFile> usage) {
        List<TakenInput> inputs = usage(usage);
        inputs.addAll(masters(folder));
        return inputs;
    }

    /** The master files among what was taken. */
    static List<TakenInput> masters(List<TakenInput> taken) {
        return taken.stream()
                .filter(input -> input.role() != TakenInput.Role.USAGE)
                .toList();
    }

    private static TakenInput master(TakenInput.Role role, MasterFile file) {
        byte[] content = file.content();
        return new TakenInput(
                role, 0, file.name(), content.length, dataLines(content), Sha256.of(content), null, content);
    }

    private static long dataLines(byte[] content) {
        long lines = 0;
        for (byte next : content) {
            if (next == '\n') {
                lines++;
            }
        }
        boolean lastIsOpen = content.length > 0 && content[content.length - 1] != '\n';
        return Math.max(0, lastIsOpen ? lines : lines - 1);
    }

    /** Compares files with those that were taken: a fault for every one that changed, is missing or is new. */
    static void compare(List<TakenInput> taken, List<TakenInput> now, Faults faults) {
        Map<String, TakenInput> left = new TreeMap<>();
        now.forEach(input -> left.put(input.name(), input));
        for (TakenInput input : taken) {
            TakenInput found = left.remove(input.name());
            if (found == null) {
                faults.add(input.name(), "is not there any more");
            } else if (!found.sha256().equals(input.sha256())) {
                faults.add(input.name(), "is another file: SHA-256 " + found.sha256() + ", taken " + input.sha256());
            }
        }
        left.keySet().forEach(name -> faults.add(name, "was not there"));
    }
}
