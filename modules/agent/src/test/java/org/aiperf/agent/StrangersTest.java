package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.agent.Doorman.Arrival;
import org.aiperf.benchmark.SearchEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door of a master stands in a network of others: whoever does not belong gets nothing, and disturbs nobody. */
@Timeout(120)
final class StrangersTest {
    private static final String TOKEN = "3f9a0c5d7e1b2a4896f0d1c2b3a49586";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private Doorman doorman;

    @BeforeEach
    void open() throws IOException {
        doorman = new Doorman(InetAddress.getLoopbackAddress(), TOKEN, Duration.ofSeconds(20), arrivals);
        doorman.open();
    }

    @AfterEach
    void close() {
        doorman.close();
    }

    private static String hello(String token) {
        Lease lease = new Lease("9", 1, 0, 1);
        return new Wire().write(new Hello(token, "stranger", lease, List.of("cpu"), lease.facts()));
    }

    /** First lines of somebody who must not come in. */
    private static Map<String, byte[]> rules() {
        Map<String, byte[]> rules = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("another token", hello("4" + TOKEN.substring(1)));
        texts.put("no token", hello(""));
        texts.put("the beginning of the token", hello(TOKEN.substring(0, TOKEN.length() - 1)));
        texts.put("more than the token", hello(TOKEN + "0"));
        texts.put("the token in other letters", hello(TOKEN.toUpperCase(java.util.Locale.ROOT)));
        texts.put("the token between blanks", hello(" " + TOKEN + " "));
        texts.put("the token and a zero", hello(TOKEN + "\u0000"));
        texts.put("the token as a list", hello("T").replace("\"T\"", "[\"" + TOKEN + "\"]"));
        texts.put("the token as an object", hello("T").replace("\"T\"", "{\"" + TOKEN + "\":1}"));
        texts.put("a token that is null", hello("T").replace("\"T\"", "null"));
        texts.put("the token under another name", hello(TOKEN).replace("\"token\"", "\"Token\""));
        texts.put("the token first, another then", hello(TOKEN).replaceFirst("}$", ",\"token\":\"x\"}"));
        texts.put("the token alone", TOKEN);
        texts.put("the token as a string", "\"" + TOKEN + "\"");
        texts.put("no lease", "{\"token\":\"" + TOKEN + "\",\"worker\":\"x\",\"accelerators\":[],\"facts\":{}}");
        texts.put("a lease of no job", hello(TOKEN).replace("\"job\":1", "\"job\":1e400"));
        texts.put("a lease beyond all numbers", hello(TOKEN).replace("\"job\":1", "\"job\":99999999999999999999"));
        texts.put("no accelerator where one should be", hello(TOKEN).replace("\"cpu\"", "null"));
        texts.put("no name", hello(TOKEN).replace("\"stranger\"", "null"));
        texts.put("an event", new Wire().write(FakeWorker.candidate(1, "stranger")));
        texts.put("an order", new Wire().write(new Order.Seek(1)));
        texts.put("nothing", "");
        texts.put("an empty object", "{}");
        texts.put("a list", "[]");
        texts.put("a number", "1e999999999");
        texts.put("ten thousand brackets", "[".repeat(10_000));
        texts.put("ten thousand objects", "{\"a\":".repeat(10_000));
        texts.put("half an object", "{\"token\":\"" + TOKEN);
        texts.put("a browser", "GET / HTTP/1.1\r\nHost: x\r\n\r");
        texts.put("an SSH client", "SSH-2.0-OpenSSH_9.2\r");
        texts.put("a line of a megabyte", "x".repeat((1 << 20) + 1));
        texts.forEach((name, text) -> rules.put(name, text.getBytes(StandardCharsets.UTF_8)));
        rules.put("a TLS client", new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
        rules.put("no text", new byte[] {(byte) 0xc3, 0x28, (byte) 0xff, (byte) 0xfe, 0});
        rules.put(
                "a length of two thousand million",
                ByteBuffer.allocate(8).putLong(0x7fffffffL << 32).array());
        rules.put("a length below zero", ByteBuffer.allocate(8).putLong(-1).array());
        return rules;
    }

    /** How it comes. */
    private enum Position {
        AS_A_LINE {
            @Override
            void send(Socket socket, byte[] bytes) throws IOException {
                socket.getOutputStream().write(line(bytes));
            }
        },
        IN_PIECES {
            @Override
            void send(Socket socket, byte[] bytes) throws IOException {
                byte[] line = line(bytes);
                int piece = Math.max(1, line.length / 50);
                for (int at = 0; at < line.length; at += piece) {
                    socket.getOutputStream().write(line, at, Math.min(piece, line.length - at));
                }
            }
        },
        WITHOUT_AN_END {
            @Override
            void send(Socket socket, byte[] bytes) throws IOException {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            }
        },
        BEFORE_THE_RIGHT_ONE {
            @Override
            void send(Socket socket, byte[] bytes) throws IOException {
                OutputStream out = socket.getOutputStream();
                out.write(line(bytes));
                out.write(line(hello(TOKEN).getBytes(StandardCharsets.UTF_8)));
            }
        };

        abstract void send(Socket socket, byte[] bytes) throws IOException;

        private static byte[] line(byte[] bytes) {
            byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
            line[bytes.length] = '\n';
            return line;
        }
    }

    @Test
    void whoeverHasNoTokenIsCutOffAtOnceHearsNothingAndDisturbsNobody() throws Exception {
        int cases = 0;
        try (FakeWorker worker = FakeWorker.join(doorman.port(), TOKEN, "worker")) {
            assertThat(next()).isInstanceOf(Arrival.Came.class);
            for (Map.Entry<String, byte[]> rule : rules().entrySet()) {
                for (Position position : Position.values()) {
                    String name = rule.getKey() + ", " + position;
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), doorman.port())) {
                        socket.setSoTimeout(Math.toIntExact(AT_ONCE.toMillis()));
                        assertThat(answer(socket, position, rule.getValue()))
                                .as(name)
                                .isEqualTo(-1);
                    }
                    worker.say(FakeWorker.candidate(cases, "worker"));
                    assertThat(next())
                            .as("after %s", name)
                            .isInstanceOfSatisfying(
                                    Arrival.Said.class,
                                    said -> assertThat(said.guest().worker()).isEqualTo("worker"));
                    cases++;
                }
            }
            assertThat(arrivals).isEmpty();
        }
        System.out.println("strangers: " + cases + " first lines refused (" + rules().size() + " rules, "
                + Position.values().length + " positions)");
        assertThat(cases).isGreaterThanOrEqualTo(100);
    }

    /** The first byte that comes back; -1 if the connection is closed instead. */
    private static int answer(Socket socket, Position position, byte[] bytes) throws IOException {
        try {
            position.send(socket, bytes);
            return socket.getInputStream().read();
        } catch (SocketException closedWhileItWasSent) {
            return -1;
        }
    }

    private Arrival next() throws InterruptedException {
        Arrival arrival = arrivals.poll(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(arrival).isNotNull();
        return arrival;
    }

    @Test
    void aWorkerThatSendsWhatIsNoEventIsCutOffAndNobodyElse() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String event = new Wire().write(FakeWorker.candidate(7, "worker"));
        int cases = 0;
        try (FakeWorker other = FakeWorker.join(doorman.port(), TOKEN, "other")) {
            assertThat(next()).isInstanceOf(Arrival.Came.class);
            for (int length = 1; length < event.length(); length++) {
                refused(event.substring(0, length), "the first " + length + " characters of an event");
                cases++;
            }
            for (String broken : List.of(
                    "{\"sequence\":0,\"at\":0,\"type\":\"Nonsense\"}",
                    event.replace("\"candidate\":7", "\"candidate\":1e400"),
                    event.replace("\"candidate\":7", "\"candidate\":NaN"),
                    event.replace("\"candidate\":7", "\"candidate\":{}"),
                    "[".repeat(100_000),
                    "\u0000".repeat(1000))) {
                refused(broken, broken.substring(0, 20));
                cases++;
            }
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[1 + random.nextInt(300)];
                random.nextBytes(bytes);
                String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\n", "") + "x";
                refused(text, "random bytes, seed " + seed);
                cases++;
            }
            other.say(FakeWorker.candidate(1, "other"));
            assertThat(next())
                    .isInstanceOfSatisfying(
                            Arrival.Said.class,
                            said -> assertThat(said.event()).isInstanceOf(SearchEvent.CandidateProposed.class));
        }
        System.out.println("strangers: " + cases + " broken events of workers refused, seed " + seed);
        assertThat(cases).isGreaterThanOrEqualTo(200);
    }

    private void refused(String line, String name) throws Exception {
        // A place of its own for each: whoever takes another's ends that one.
        try (FakeWorker worker = FakeWorker.join(doorman.port(), TOKEN, "worker " + System.nanoTime())) {
            assertThat(next()).as(name).isInstanceOf(Arrival.Came.class);
            worker.sendLine(line);
            assertThat(worker.read()).as(name).isNull();
            assertThat(next())
                    .as(name)
                    .isInstanceOfSatisfying(
                            Arrival.Gone.class,
                            gone -> assertThat(gone.reason()).contains("broke"));
        }
    }
}
