package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.authserver.SteppedFlow.Step;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that refreshes without end, now here, now there, and tries again elsewhere what was not answered: it stays
/// logged in as long as nothing that it was told is forgotten.
final class RefreshingClient {
    private final String address;
    private final int[] ports;
    private final SteppedFlow flow;
    private final List<String> registered = new ArrayList<>();
    private int turn;

    RefreshingClient(String address, int... ports) throws IOException, InterruptedException {
        this.address = address;
        this.ports = ports;
        this.flow = new SteppedFlow(address);
        flow.go(SteppedFlow.LOCAL.subList(0, SteppedFlow.LOCAL.indexOf(Step.REFRESH)), ports[0]);
    }

    /// Goes on until it is told to stop, and then until it is answered once more.
    void runUntil(AtomicBoolean over, AtomicInteger done, AtomicInteger refused) {
        while (true) {
            boolean last = over.get();
            boolean answered = once();
            (answered ? done : refused).incrementAndGet();
            if (last && answered) {
                return;
            }
        }
    }

    private boolean once() {
        int port = ports[turn++ % ports.length];
        try {
            return flow.accept(flow.refresh(port)) && register(port);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean register(int port) throws IOException, InterruptedException {
        if (turn % 10 != 0) {
            return true;
        }
        SteppedFlow another = new SteppedFlow(address.replaceFirst("[0-9]+$", Integer.toString(turn % 250)));
        HttpResponse<String> answer = another.tryToRegister(port);
        assertThat(answer.statusCode()).as(answer.body()).isIn(Set.of(201, 503));
        if (answer.statusCode() == 201) {
            registered.add(SteppedFlow.json(answer).string("client_id").orElseThrow());
        }
        return answer.statusCode() == 201;
    }

    List<String> registered() {
        return registered;
    }

    int callStatus() throws IOException, InterruptedException {
        return flow.call(ports[0]).statusCode();
    }
}
