package org.aiperf.remote.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keywords that {@code ssh} knows and that decide nothing here: they are about terminals, forwardings, algorithms
 * and files that we do not use. Up to OpenSSH 10, with those that Apple and Debian add.
 */
final class OtherKeywords {
    private static final String NAMES = """
            AddKeysToAgent AddressFamily AFSTokenPassing BatchMode BindAddress BindInterface CanonicalDomains
            CanonicalizeFallbackLocal CanonicalizeHostname CanonicalizeMaxDots CanonicalizePermittedCNAMEs
            CASignatureAlgorithms CertificateFile ChannelTimeout CheckHostIP Cipher Ciphers ClearAllForwardings
            Compression CompressionLevel ConnectionAttempts ControlMaster ControlPath ControlPersist DynamicForward
            EnableEscapeCommandline EnableSSHKeysign EscapeChar ExitOnForwardFailure FallBackToRsh FingerprintHash
            ForkAfterAuthentication ForwardAgent ForwardX11 ForwardX11Timeout ForwardX11Trusted GatewayPorts
            GlobalKnownHostsFile2 GSSAPIAuthentication GSSAPIClientIdentity GSSAPIDelegateCredentials GSSAPIKexAlgorithms
            GSSAPIKeyExchange GSSAPIRenewalForcesRekey GSSAPIServerIdentity GSSAPITrustDns HostbasedAcceptedAlgorithms
            HostbasedAuthentication HostbasedKeyTypes HostKeyAlgorithms IPQoS KbdInteractiveDevices KeepAlive
            KerberosAuthentication KerberosTGTPassing KexAlgorithms KnownHostsCommand LocalCommand LocalForward LogLevel
            LogVerbose MACs NoHostAuthenticationForLocalhost NumberOfPasswordPrompts ObscureKeystrokeTiming
            PermitLocalCommand PermitRemoteOpen PKCS11Provider Protocol ProxyUseFdpass PubkeyAcceptedAlgorithms
            PubkeyAcceptedKeyTypes RefuseConnection RekeyLimit RemoteCommand RemoteForward RequestTTY RequiredRSASize
            RevokedHostKeys RhostsAuthentication RhostsRSAAuthentication RSAAuthentication SecurityKeyProvider SendEnv
            SessionType SetEnv SmartcardDevice StdinNull StreamLocalBindMask StreamLocalBindUnlink
            SyslogFacility Tag TCPKeepAlive Tunnel TunnelDevice UpdateHostKeys UseKeychain UsePrivilegedPort
            UserKnownHostsFile2 UseRoaming UseRsh VerifyHostKeyDNS VersionAddendum VisualHostKey WarnWeakCrypto
            XAuthLocation""";
    private static final Set<String> LOWER_CASE = Arrays.stream(NAMES.split("\\s+"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    private OtherKeywords() {}

    static boolean contain(String lowerCase) {
        return LOWER_CASE.contains(lowerCase);
    }

    /** Every keyword there is, for suggestions. */
    static Collection<String> andOurs() {
        Set<String> all = new TreeSet<>(Arrays.asList(NAMES.split("\\s+")));
        Arrays.stream(Keyword.values()).map(Keyword::spelling).forEach(all::add);
        all.add("Host");
        all.add("Match");
        all.add("Include");
        return all;
    }
}
