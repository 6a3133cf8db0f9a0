package dev.postern.relay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Has the kernel pass over new connections to a port of ours while those that have begun come through. Closing a
/// listening socket resets what waits in its queue, so it must be empty and stay so; whoever is passed over asks again
/// within a second, and is refused or meets our successor. Only on Linux, which alone lets a socket be filtered.
final class SynFilter {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int PROGRAM_BYTES = 16;
    private static final int POINTER_AT = 8;
    private static final String LISTENING = "0A";

    /// Classic BPF, eight bytes each as a `struct sock_filter` on a little-endian machine: the flags of the segment; of
    /// these SYN and ACK; without ACK it asks for a connection, and is dropped; everything else is let through.
    private static final long[] NO_SYN = {
        instruction(0x30, 0, 0, 13),
        instruction(0x54, 0, 0, 0x12),
        instruction(0x15, 0, 1, 0x02),
        instruction(0x06, 0, 0, 0),
        instruction(0x06, 0, 0, 0xffff_ffffL)
    };

    private SynFilter() {}

    private static long instruction(int code, int ifTrue, int ifFalse, long operand) {
        return operand << 32 | (long) ifFalse << 24 | (long) ifTrue << 16 | code;
    }

    /// Begins to pass over new connections; false where that cannot be had here.
    static boolean attach(int port) {
        boolean fits =
                System.getProperty("os.name").equals("Linux") && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (!fits) {
            return false;
        }
        try {
            boolean all = true;
            Set<Integer> listening = descriptors(listening(port));
            for (int descriptor : listening) {
                all &= attachTo(descriptor);
            }
            return all && !listening.isEmpty();
        } catch (IOException | RuntimeException _) {
            // no /proc, or native calls are not allowed: then the socket is closed as it is everywhere else
            return false;
        }
    }

    /// What `/proc` calls the sockets in this network namespace that listen on the port.
    private static Set<String> listening(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            if (!Files.exists(Path.of(table))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        }
        return sockets;
    }

    /// Which descriptors of this process those sockets are; others' have none.
    private static Set<Integer> descriptors(Set<String> sockets) throws IOException {
        Set<Integer> descriptors = new HashSet<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                if (sockets.contains(target(link))) {
                    descriptors.add(Integer.parseInt(link.getFileName().toString()));
                }
            }
        }
        return descriptors;
    }

    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException _) {
            // closed meanwhile
            return "";
        }
    }

    /// The jar's manifest allows native access, and this is the one native call there is.
    @SuppressWarnings("restricted")
    private static boolean attachTo(int descriptor) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setsockopt = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setsockopt"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(PROGRAM_BYTES, POINTER_AT);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) NO_SYN.length);
            program.set(ValueLayout.ADDRESS, POINTER_AT, arena.allocateFrom(ValueLayout.JAVA_LONG, NO_SYN));
            return (int) setsockopt.invokeExact(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, program, PROGRAM_BYTES) == 0;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
