using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>A matcher of Traefik's rules: "Host(`shop.example.com`)".</summary>
/// <param name="Name">As written.</param>
/// <param name="Arguments">Without their quotes.</param>
/// <param name="IsNegated">A '!' stands before it.</param>
internal sealed record TraefikMatcher(string Name, ImmutableArray<string> Arguments, bool IsNegated)
{
    public bool Is(string name) => !IsNegated && Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>"Host(shop.example.com)": without the backquotes.</summary>
    public override string ToString() => $"{(IsNegated ? "!" : "")}{Name}{(Arguments.IsEmpty ? "" : $"({string.Join(", ", Arguments)})")}";
}

/// <summary>One of the alternatives of a rule; all of it must hold.</summary>
/// <param name="Host">Null for any.</param>
/// <param name="Path">The whole path, or how it begins; null for any.</param>
/// <param name="IsWhole">The path is a whole one.</param>
/// <param name="Others">What else it asks for.</param>
internal sealed record TraefikMatch(string? Host, string? Path, bool IsWhole, ImmutableArray<TraefikMatcher> Others)
{
    // Of rules with very many alternatives these are enough to see.
    private const int MostAlternatives = 64;

    /// <summary>
    /// The alternatives of a rule, matchers joined by '&amp;&amp;' and '||' (Traefik's documentation, Routers, Rule). One alternative that
    /// asks for the rule as such, where it cannot be read.
    /// </summary>
    public static ImmutableArray<TraefikMatch> Read(string rule)
    {
        var parser = new Parser(rule);
        return parser.Read() is { } alternatives
            ? [.. alternatives.SelectMany(Spread).Take(MostAlternatives)]
            : [new TraefikMatch(null, null, false, [new TraefikMatcher(rule, [], IsNegated: false)])];
    }

    // Older releases take several hosts or paths in one matcher, any of which will do.
    private static IEnumerable<TraefikMatch> Spread(ImmutableArray<TraefikMatcher> all)
    {
        var host = all.FirstOrDefault(one => one.Is("Host") || one.Is("HostHeader"));
        var path = all.FirstOrDefault(one => (one.Is("Path") || one.Is("PathPrefix"))
            && !one.Arguments.Any(argument => argument.Contains('{', StringComparison.Ordinal)));
        var others = all.RemoveAll(one => ReferenceEquals(one, host) || ReferenceEquals(one, path));
        return from name in host is null ? [null] : host.Arguments.Select(argument => (string?)argument)
               from text in path is null ? [null] : path.Arguments.Select(argument => (string?)argument)
               select new TraefikMatch(name, text, path?.Is("Path") == true, others);
    }

    /// <summary>Reads a rule into its alternatives; each is a list of matchers that all must hold.</summary>
    private sealed class Parser(string text)
    {
        private int at;
        private int depth;

        /// <summary>Null where the rule is none, or one that this does not read.</summary>
        public List<ImmutableArray<TraefikMatcher>>? Read() => Alternatives() is { } all && !Next(out _) ? all : null;

        private List<ImmutableArray<TraefikMatcher>>? Alternatives()
        {
            var all = Conjunction();
            while (all is not null && Takes("||"))
                all = Conjunction() is { } more && all.Count + more.Count <= MostAlternatives ? [.. all, .. more] : null;
            return all;
        }

        private List<ImmutableArray<TraefikMatcher>>? Conjunction()
        {
            var all = Single();
            while (all is not null && Takes("&&"))
            {
                all = Single() is { } more && all.Count * more.Count <= MostAlternatives
                    ? [.. all.SelectMany(one => more.Select(other => one.AddRange(other)))]
                    : null;
            }

            return all;
        }

        private List<ImmutableArray<TraefikMatcher>>? Single()
        {
            var isNegated = Takes("!");
            if (!Takes("("))
                return Matcher(isNegated) is { } matcher ? [[matcher]] : null;
            if (++depth > MostAlternatives)
                return null;

            var inner = Alternatives();
            depth--;
            return !Takes(")") ? null : isNegated ? Negated(inner) : inner;
        }

        // No alternative holds: of each, something does not.
        private static List<ImmutableArray<TraefikMatcher>>? Negated(List<ImmutableArray<TraefikMatcher>>? alternatives)
        {
            List<ImmutableArray<TraefikMatcher>>? negated = alternatives is null ? null : [[]];
            foreach (var all in alternatives ?? [])
            {
                negated = negated is not null && negated.Count * all.Length <= MostAlternatives
                    ? [.. negated.SelectMany(one => all.Select(matcher => one.Add(matcher with { IsNegated = !matcher.IsNegated })))]
                    : null;
            }

            return negated;
        }

        private TraefikMatcher? Matcher(bool isNegated)
        {
            var start = Next(out _) ? at : text.Length;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
                at++;
            var name = text[start..at];
            if (name.Length == 0 || !Takes("("))
                return null;

            var arguments = ImmutableArray.CreateBuilder<string>();
            while (Next(out var quote) && quote is '`' or '"' or '\'')
            {
                var end = text.IndexOf(quote, at + 1);
                if (end < 0)
                    return null;
                arguments.Add(text[(at + 1)..end]);
                at = end + 1;
                Takes(",");
            }

            return Takes(")") && arguments.Count > 0 ? new TraefikMatcher(name, arguments.ToImmutable(), isNegated) : null;
        }

        private bool Takes(string token)
        {
            if (!Next(out _) || string.CompareOrdinal(text, at, token, 0, token.Length) != 0)
                return false;
            at += token.Length;
            return true;
        }

        // Past blanks; false at the end.
        private bool Next(out char character)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            character = at < text.Length ? text[at] : '\0';
            return at < text.Length;
        }
    }
}
