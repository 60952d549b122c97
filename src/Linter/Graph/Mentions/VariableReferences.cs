namespace Linter.Graph;

/// <summary>
/// <c>$(NAME)</c> in args, command and env (k8s.io/kubernetes third_party/forked/golang/expansion/expand.go): <c>$$</c> stands
/// for a dollar sign, and a name that no variable has leaves the text as it is.
/// </summary>
internal static class VariableReferences
{
    /// <summary>The names referred to, in order, as far as they are whole identifiers.</summary>
    public static IEnumerable<string> In(string text)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('$', at))
        {
            if (text[at + 1] != '(')
            {
                at += text[at + 1] == '$' ? 2 : 1;
            }
            else
            {
                var close = text.IndexOf(')', at);
                if (close < 0)
                    yield break;
                if (IsIdentifier(text.AsSpan(at + 2, close - at - 2)))
                    yield return text[(at + 2)..close];
                at = close;
            }

            if (at >= text.Length)
                yield break;
        }
    }

    /// <summary>
    /// A variable that the kubelet makes for each Service of the namespace: WEB_SERVICE_HOST, WEB_PORT, WEB_PORT_80_TCP_ADDR …
    /// (k8s.io/kubernetes pkg/kubelet/envvars/envvars.go).
    /// </summary>
    public static bool MayBeServiceLink(string name)
    {
        if (name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal) || name.EndsWith("_PORT", StringComparison.Ordinal))
            return true;
        return name.Contains("_SERVICE_PORT_", StringComparison.Ordinal)
            || (name.Contains("_PORT_", StringComparison.Ordinal)
                && (name.Contains("_TCP", StringComparison.Ordinal) || name.Contains("_UDP", StringComparison.Ordinal)
                    || name.Contains("_SCTP", StringComparison.Ordinal)));
    }

    private static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
            return false;

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }
}
