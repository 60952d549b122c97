using System.Globalization;

namespace Linter.Graph;

/// <summary>How a text names a host.</summary>
public enum HostForm
{
    /// <summary>SCHEME://HOST[:PORT].</summary>
    Url,

    /// <summary>HOST:PORT.</summary>
    HostAndPort,

    /// <summary>NAME.NS.svc, with or without the zone.</summary>
    ClusterName,

    /// <summary>The whole value of a variable or key called like *_HOST.</summary>
    WholeValue,
}

/// <summary>A host in a text, by offsets. Without a port both of its numbers are 0.</summary>
/// <param name="Form">How it is named.</param>
/// <param name="Start">Where the host begins.</param>
/// <param name="Length">Its length.</param>
/// <param name="PortStart">Where the digits of the port begin.</param>
/// <param name="PortLength">Their number.</param>
/// <param name="DefaultPort">The port that the scheme of a URL stands for; 0 where it stands for none.</param>
internal readonly record struct HostText(HostForm Form, int Start, int Length, int PortStart = 0, int PortLength = 0, int DefaultPort = 0);

/// <summary>
/// Finds hosts in values and in configuration text: in URLs (JDBC and comma lists too), as HOST:PORT, as cluster names, and as
/// what netcat is to connect to.
/// What is said in comments is left alone. What is looked at before and behind a host is bounded, so that the time is linear.
/// </summary>
internal static class HostScanner
{
    private const int LongestHost = 253;

    // "redis:6", "node:18": below this a number behind a name is rather a version than a port.
    private const int LowestSurePort = 80;
    private const string Netcat = "nc ";
    private const string EndsCommand = ";|&(){}`";

    // Of one call: what goes further is no command that somebody wrote.
    private const int MostOptions = 16;
    private const int LongestCommand = 256;
    private const string EndsAuthority = "/?#\"'`<>(){}[]|;\\*$ \t\r\n";

    // For all texts without hosts, of which there are many; nobody adds to it.
    private static readonly List<HostText> Nothing = [];

    private static readonly string[] Defining = ["upstream", "backend", "listen"];

    // Their "hosts" are registries, paths and names.
    private static readonly string[] OtherSchemes =
        ["docker", "oci", "unix", "file", "image", "containerd", "docker-pullable", "urn", "spiffe", "arn"];

    /// <summary>All hosts of the text, in order.</summary>
    public static List<HostText> Scan(ReadOnlySpan<char> text)
    {
        List<HostText>? found = null;
        if (!text.Contains(':') && !text.Contains(".svc", StringComparison.OrdinalIgnoreCase)
            && !text.Contains(Netcat, StringComparison.Ordinal))
        {
            return Nothing;
        }

        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            ScanLine(ref found, text, start, end);
            start = end + 1;
        }

        if (found is { Count: > 1 } && text.Contains(Netcat, StringComparison.Ordinal))
            found.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        return found ?? Nothing;
    }

    /// <summary>The text is one host: letters, digits, '-' and dots only.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LongestHost)
            return false;
        var isNumber = true;
        foreach (var character in text)
        {
            if (!IsHostCharacter(character) || character == '_')
                return false;
            isNumber &= char.IsAsciiDigit(character) || character == '.';
        }

        return !isNumber && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
    }

    /// <summary>Names that the text itself defines, such as nginx' upstreams and HAProxy's backends; they are no DNS names.</summary>
    public static IReadOnlyList<string> NamesDefined(ReadOnlySpan<char> text)
    {
        List<string>? names = null;
        foreach (var keyword in Defining)
        {
            var rest = text;
            for (var at = rest.IndexOf(keyword, StringComparison.Ordinal); at >= 0; at = rest.IndexOf(keyword, StringComparison.Ordinal))
            {
                rest = rest[(at + keyword.Length)..];
                var name = rest.TrimStart(" \t");
                var length = 0;
                while (length < name.Length && length < LongestHost && IsHostCharacter(name[length]))
                    length++;
                if (name.Length < rest.Length && length > 0)
                    (names ??= []).Add(name[..length].ToString());
            }
        }

        return names ?? (IReadOnlyList<string>)[];
    }

    private static void ScanLine(ref List<HostText>? found, ReadOnlySpan<char> text, int start, int end)
    {
        if (IsComment(text[start..end].TrimStart(" \t")))
            return;
        if (EndOfLineComment(text[start..end]) is var length and >= 0)
            end = start + length;

        ScanNetcat(ref found, text, start, end);
        var clusterName = text[start..end].IndexOf(".svc", StringComparison.OrdinalIgnoreCase) >= 0;
        for (var at = start; at < end;)
        {
            var next = text[at..end].IndexOf(':');
            var colon = next < 0 ? end : at + next;
            if (clusterName)
                ScanClusterNames(ref found, text, at, colon, end);
            if (colon == end)
                return;

            at = text[(colon + 1)..end].StartsWith("//") ? ScanUrl(ref found, text, start, colon, end)
                : colon + 1 < end && char.IsAsciiDigit(text[colon + 1]) ? ScanPort(ref found, text, start, colon, end)
                : colon + 1;
        }
    }

    private static bool IsComment(ReadOnlySpan<char> line) =>
        line.StartsWith("#") || line.StartsWith("//") || line.StartsWith(";") || line.StartsWith("<!--") || line.StartsWith("-- ");

    private static int EndOfLineComment(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf(" #");
        var before = (at < 0 ? line : line[..at]).IndexOf(" // ");
        return before >= 0 ? before : at;
    }

    // Behind "://": [user:password@]host[:port][,host[:port]...].
    private static int ScanUrl(ref List<HostText>? found, ReadOnlySpan<char> text, int lineStart, int colon, int end)
    {
        var authority = colon + 3;
        var scheme = colon;
        while (scheme > lineStart && (char.IsAsciiLetterOrDigit(text[scheme - 1]) || text[scheme - 1] is '+' or '-' or '.'))
            scheme--;
        if (IsOtherScheme(text[scheme..colon]))
            return authority;

        var stop = authority;
        while (stop < end && !EndsAuthority.Contains(text[stop], StringComparison.Ordinal))
            stop++;
        var user = text[authority..stop].LastIndexOf('@');
        var at = user < 0 ? authority : authority + user + 1;
        while (at < stop)
        {
            var comma = text[at..stop].IndexOf(',');
            var piece = comma < 0 ? stop : at + comma;
            if (ReadPiece(text, at, piece, end) is not { } host)
                return at;

            Add(ref found, host with { DefaultPort = host.PortLength > 0 ? 0 : DefaultPort(text[scheme..colon]) });
            at = piece + 1;
        }

        return Math.Min(Math.Max(stop, authority), end);
    }

    private static bool IsOtherScheme(ReadOnlySpan<char> scheme)
    {
        foreach (var other in OtherSchemes)
        {
            if (scheme.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int DefaultPort(ReadOnlySpan<char> scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        _ => 0,
    };

    private static HostText? ReadPiece(ReadOnlySpan<char> text, int start, int stop, int end)
    {
        var colon = text[start..stop].IndexOf(':');
        var hostEnd = colon < 0 ? stop : start + colon;
        if (!IsHost(text[start..hostEnd].TrimEnd('.')))
            return null;
        // A variable may be the rest of the name, or the port.
        if (hostEnd < end && text[hostEnd] is '$' or '{' or '(' or '*' or '<' or '[' or '\uFFFC')
            return null;
        if (colon < 0)
            return new HostText(HostForm.Url, start, hostEnd - start);

        var port = text[(hostEnd + 1)..stop];
        return IsPort(port) ? new HostText(HostForm.Url, start, hostEnd - start, hostEnd + 1, port.Length) : null;
    }

    private static int ScanPort(ref List<HostText>? found, ReadOnlySpan<char> text, int lineStart, int colon, int end)
    {
        var stop = colon + 1;
        while (stop < end && char.IsAsciiDigit(text[stop]))
            stop++;

        var start = colon;
        while (start > lineStart && colon - start <= LongestHost && IsHostCharacter(text[start - 1]))
            start--;
        var port = text[(colon + 1)..stop];
        if (IsHost(text[start..colon].TrimEnd('.')) && IsPort(port) && IsSurePort(port) && Opens(text, lineStart, start)
            && Closes(text, stop, end)
            && !HostContexts.SaysOther(text[lineStart..start], text[start..colon]))
        {
            Add(ref found, new HostText(HostForm.HostAndPort, start, colon - start, colon + 1, stop - colon - 1));
        }

        return stop;
    }

    private static void ScanClusterNames(ref List<HostText>? found, ReadOnlySpan<char> text, int from, int to, int end)
    {
        var at = from;
        while (true)
        {
            var next = text[at..to].IndexOf(".svc", StringComparison.OrdinalIgnoreCase);
            if (next < 0)
                return;

            var (start, stop) = (at + next, at + next + 4);
            while (start > from && at + next - start <= LongestHost && IsHostCharacter(text[start - 1]))
                start--;
            while (stop < to && IsHostCharacter(text[stop]))
                stop++;
            at = stop;

            // With a port the colon that follows finds it.
            var hasPort = stop < end - 1 && text[stop] == ':' && char.IsAsciiDigit(text[stop + 1]);
            var isInUrl = found is [.., var last] && last.Start == start;
            if (!hasPort && !isInUrl && IsClusterHost(text[start..stop]) && OpensName(text, from, start)
                && (stop == end || text[stop] is not ('*' or '$' or '{' or '(' or '<' or '@' or '\uFFFC')))
            {
                Add(ref found, new HostText(HostForm.ClusterName, start, stop - start));
            }
        }
    }

    // "nc -zv -w 2 HOST PORT"; a cluster name is found by itself.
    private static void ScanNetcat(ref List<HostText>? found, ReadOnlySpan<char> text, int lineStart, int end)
    {
        for (var at = lineStart; text[at..end].IndexOf(Netcat, StringComparison.Ordinal) is var next and >= 0;)
        {
            var call = at + next;
            at = call + Netcat.Length;
            if (!OpensName(text, lineStart, call) && (call == lineStart || text[call - 1] is not ('!' or '&' or '$' or '{')))
                continue;

            var host = BehindOptions(text, at, end);
            if (host < 0 || IsPrinted(text[lineStart..call]))
                continue;
            var hostEnd = EndOf(text, host, end, IsHostCharacter);
            var port = EndOf(text, hostEnd, end, static character => character is ' ');
            var portEnd = EndOf(text, port, end, char.IsAsciiDigit);
            if (port > hostEnd && IsHost(text[host..hostEnd]) && IsPort(text[port..portEnd]) && Closes(text, portEnd, end)
                && text[host..hostEnd].IndexOf(".svc", StringComparison.OrdinalIgnoreCase) < 0)
            {
                Add(ref found, new HostText(HostForm.HostAndPort, host, hostEnd - host, port, portEnd - port));
            }
        }
    }

    // "echo waiting for nc db 5432": the command that holds the words only prints them. Of a longer one it is not known.
    private static bool IsPrinted(ReadOnlySpan<char> before)
    {
        var near = before[^Math.Min(before.Length, LongestCommand)..];
        var begin = near.LastIndexOfAny(EndsCommand);
        if (begin < 0 && near.Length < before.Length)
            return true;

        var command = near[(begin + 1)..].TrimStart("-@:'\" \t");
        while (true)
        {
            var length = EndOf(command, 0, command.Length, static character => character is not ' ');
            if (!IsShellWord(command[..length]) || length == 0)
                return command[..length] is "echo" or "printf";
            command = command[length..].TrimStart(" '\"");
        }
    }

    private static bool IsShellWord(ReadOnlySpan<char> word) =>
        word is "do" or "then" or "else" or "if" or "elif" or "while" or "until" or "!" or "exec" or "time";

    // Where the first word begins that is no option and no option's number; negative where netcat listens, and where there is none.
    private static int BehindOptions(ReadOnlySpan<char> text, int start, int end)
    {
        var at = start;
        for (var option = 0; option < MostOptions; option++)
        {
            at = EndOf(text, at, end, static character => character is ' ');
            var stop = EndOf(text, at, end, static character => character is not ' ');
            var word = text[at..stop];
            if (word.StartsWith("-") && word.IndexOfAny('l', 'U', 'u') > 0)
                return -1;
            if (word.IsEmpty || !(word.StartsWith("-") || word.IndexOfAnyExceptInRange('0', '9') < 0))
                return at;
            at = stop;
        }

        return -1;
    }

    private static int EndOf(ReadOnlySpan<char> text, int start, int end, Func<char, bool> belongs)
    {
        while (start < end && belongs(text[start]))
            start++;
        return start;
    }

    // Most texts hold none, and of the others most hold one.
    private static void Add(ref List<HostText>? found, HostText host) => (found ??= new List<HostText>(1)).Add(host);

    private static bool IsClusterHost(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd('.');
        return text.StartsWith("_") ? text.Length <= LongestHost : IsHost(text);
    }

    private static bool IsHostCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_';

    private static bool IsPort(ReadOnlySpan<char> digits) =>
        digits.Length is > 0 and <= 5 && digits[0] != '0'
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535;

    private static bool IsSurePort(ReadOnlySpan<char> digits) =>
        int.Parse(digits, CultureInfo.InvariantCulture) >= LowestSurePort || digits is "21" or "22" or "25" or "53";

    // A '/' before it makes it an image or a path, a ':' or '$' part of something longer.
    private static bool Opens(ReadOnlySpan<char> text, int lineStart, int start) =>
        start == lineStart
        || text[start - 1] is ' ' or '\t' or '"' or '\'' or '`' or '=' or ',' or ';' or '(' or '[' or '@' or '|' or '<' or '>';

    // "dnssrv+_grpc._tcp…" is how Thanos names a lookup.
    private static bool OpensName(ReadOnlySpan<char> text, int lineStart, int start) =>
        Opens(text, lineStart, start) || text[start - 1] is ':' or '/' or '+';

    private static bool Closes(ReadOnlySpan<char> text, int stop, int end) =>
        stop == end
        || text[stop] is ' ' or '\t' or '\r' or '"' or '\'' or '`' or ',' or ';' or ')' or ']' or '/' or '?' or '|' or '<' or '>' or '&'
            or '\\' or '}';
}
