package dev.postern.rate;

import dev.postern.config.RateStoreConfig;
import dev.postern.outbound.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Opens connections to the shared store: TLS, who we are, and which database.
final class StoreConnector {
    private final RateStoreConfig config;
    private final SSLContext tls;
    private volatile @Nullable InetSocketAddress address;

    StoreConnector(RateStoreConfig config) {
        this.config = config;
        this.tls = TrustedAuthorities.context(config.authorities());
    }

    /// Looks the host up, which nothing bounds in time, so that connecting need not.
    void resolve() throws IOException {
        try {
            address = new InetSocketAddress(InetAddress.getByName(config.host()), config.port());
        } catch (UnknownHostException e) {
            throw new IOException("there is no host of that name", e);
        }
    }

    /// @param millis how long each step may take
    RespConnection connect(int millis) throws IOException {
        InetSocketAddress known = address;
        if (known == null) {
            throw new IOException("its address is not known yet");
        }
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(known, millis);
            socket.setSoTimeout(millis);
            RespConnection connection = new RespConnection(config.tls() ? secured(socket) : socket);
            introduce(connection);
            return connection;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new IOException("it does not answer in time", e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = tls.getSocketFactory();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, config.host(), config.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void introduce(RespConnection connection) throws IOException {
        RateStoreConfig.Password password = config.password();
        if (password != null) {
            List<byte[]> words = new ArrayList<>();
            words.add(RespConnection.ascii("AUTH"));
            if (!config.user().isEmpty()) {
                words.add(RespConnection.ascii(config.user()));
            }
            words.add(RespConnection.ascii(password.value()));
            connection.send(words);
        }
        if (config.database() != 0) {
            connection.send(
                    List.of(RespConnection.ascii("SELECT"), RespConnection.ascii(Integer.toString(config.database()))));
        }
    }
}
