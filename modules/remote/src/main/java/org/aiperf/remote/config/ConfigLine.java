package org.aiperf.remote.config;

import java.util.List;

/** What a line of a configuration file says. */
sealed interface ConfigLine {
    /**
     * A keyword with its values, which are checked already.
     *
     * @param values one, unless the keyword takes a list; a command is one value
     */
    record Decision(Keyword keyword, List<String> values, Origin.Line place) implements ConfigLine {}

    /** From here on for hosts of these patterns. */
    record ForHosts(List<String> patterns, Origin.Line place) implements ConfigLine {}

    /** From here on under this condition. */
    record Under(MatchCondition condition) implements ConfigLine {}

    /** Other files, each of which starts as the line that includes it stands, and leaves that as it was. */
    record Included(List<List<ConfigLine>> files) implements ConfigLine {}
}
