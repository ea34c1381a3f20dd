package org.aiperf.remote;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import java.util.List;
import java.util.Vector;

/** The keys that one connection offers, in this order. */
final class OfferedKeys implements IdentityRepository {
    private final List<Identity> identities;
    private boolean asked;

    OfferedKeys(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    /** Whether logging in has begun. */
    boolean asked() {
        return asked;
    }

    @Override
    public String getName() {
        return "keys of the user";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // JSch wants a Vector.
    public Vector<Identity> getIdentities() {
        asked = true;
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // Nothing is ever taken away.
    }
}
