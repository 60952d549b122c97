using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Values of annotations of an Ingress that ingress-nginx cannot read.</summary>
internal static class NginxAnnotationValues
{
    private const string Prefix = "nginx.ingress.kubernetes.io/";

    public static void Judge(ValueList values)
    {
        foreach (var entry in values.Resource.Annotations?.Entries ?? default)
        {
            if (!entry.Key.IsScalar || ScalarValue.KeyText(entry.Key) is var key && !key.StartsWith(Prefix, StringComparison.Ordinal))
                continue;

            var name = key[Prefix.Length..];
            if (NginxAnnotations.KindOf(name) is { } kind
                && WorkloadReport.Text(entry.Value) is { Length: > 0 } text && !NginxAnnotations.Takes(kind, text))
            {
                values.Add(Problem(values, name, entry.Value, text, kind));
            }
        }
    }

    private static ValueProblem Problem(ValueList values, string name, Node value, string text, NginxValue kind)
    {
        var near = Meant(kind, text);
        return new ValueProblem(values.Resource, value,
            MessageText.Of($"annotation '{Prefix + name}' of '{values.Resource}' is '{text}', but ingress-nginx takes {MessageText.Plain(Taken(kind))}"))
        {
            Severity = Severity.Warning,
            Label = kind switch
            {
                NginxValue.Boolean => "not true or false",
                NginxValue.Integer => "no whole number",
                NginxValue.BackendProtocol => "not one of them",
                _ => "not cookie",
            },
            Effect = EffectOf(name),
            MayBeFilledIn = Placeholders.IsPaired(text),
            Help = near is not null ? $"did you mean \"{near}\"?" : $"write {Taken(kind)}",
            Fix = near is not null && ScalarEdit.Replace(values.Resource.Root, value, near) is { } edit
                ? new Fix($"write \"{near}\"", [edit], IsSafe: false)
                : null,
        };
    }

    private static string EffectOf(string name) =>
        name == "canary" ? "this is no canary: it stands beside the main Ingress as an ordinary one"
        : NginxAnnotations.IsRefusedWhole(name) ? "version 1.12 and later refuse the whole Ingress, older ones go on without what it asks for"
        : "the controller logs it at most and takes the default: the annotation has no effect";

    private static string Taken(NginxValue kind) => kind switch
    {
        NginxValue.Boolean => "\"true\" or \"false\"",
        NginxValue.Integer => "a whole number without a unit",
        NginxValue.BackendProtocol => $"one of {string.Join(", ", NginxAnnotations.BackendProtocols)}",
        _ => "\"cookie\"",
    };

    private static string? Meant(NginxValue kind, string text) => kind switch
    {
        NginxValue.Boolean => text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "on" or "enable" or "enabled" => "true",
            "false" or "no" or "n" or "off" or "disable" or "disabled" => "false",
            var word => Spelling.Nearest(word, ["true", "false"]),
        },
        NginxValue.Integer => text.Trim() is var number && (number.EndsWith('s') || number.EndsWith('%')) ? Whole(number[..^1]) : Whole(number),
        NginxValue.BackendProtocol => Spelling.Nearest(text.ToUpperInvariant(), NginxAnnotations.BackendProtocols),
        _ => text.Equals("cookie", StringComparison.OrdinalIgnoreCase) ? "cookie" : Spelling.Nearest(text, ["cookie"]),
    };

    private static string? Whole(string text) => NginxAnnotations.Takes(NginxValue.Integer, text) ? text : null;
}
