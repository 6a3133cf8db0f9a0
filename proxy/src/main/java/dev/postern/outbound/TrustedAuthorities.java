package dev.postern.outbound;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a server we call may show: those every Java platform knows, and some of one's own. They are read
/// when the first certificate is shown, as the platform's alone are well over a hundred.
public final class TrustedAuthorities extends X509ExtendedTrustManager {
    private static final String NO_CLIENTS = "servers are called here; nobody calls";

    private final List<X509Certificate> own;
    private @Nullable X509ExtendedTrustManager trust;

    private TrustedAuthorities(List<X509Certificate> own) {
        this.own = List.copyOf(own);
    }

    /// A context that trusts both.
    public static SSLContext context(List<X509Certificate> own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustedAuthorities(own)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform's TLS cannot be set up", e);
        }
    }

    private synchronized X509ExtendedTrustManager trust() throws CertificateException {
        if (trust == null) {
            trust = read(own);
        }
        return trust;
    }

    private static X509ExtendedTrustManager read(List<X509Certificate> own) throws CertificateException {
        try {
            if (own.isEmpty()) {
                return extended(null);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate known : extended(null).getAcceptedIssuers()) {
                store.setCertificateEntry("platform-" + store.size(), known);
            }
            for (X509Certificate added : own) {
                store.setCertificateEntry("own-" + store.size(), added);
            }
            return extended(store);
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("the trusted authorities cannot be read", e);
        }
    }

    private static X509ExtendedTrustManager extended(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no trust manager that knows whom it talks to");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException(NO_CLIENTS);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException(NO_CLIENTS);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException(NO_CLIENTS);
    }

    /// Asked of servers only.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
