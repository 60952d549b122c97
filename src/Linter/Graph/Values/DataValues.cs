using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// ConfigMap and Secret (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateConfigMap and ValidateSecret).
/// </summary>
internal static class DataValues
{
    // core.MaxSecretSize, which holds for ConfigMaps too.
    private const int MostBytes = 1024 * 1024;

    private static readonly string[] Fields = ["data", "binaryData", "stringData"];

    // What each type asks for; of basic-auth one is enough.
    private static readonly Dictionary<string, ImmutableArray<string>> NeededKeys = new(StringComparer.Ordinal)
    {
        [Tls] = ["tls.crt", "tls.key"],
        [DockerConfigJson] = [".dockerconfigjson"],
        [DockerConfig] = [".dockercfg"],
        [BasicAuth] = ["username", "password"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
    };

    // As deep as encoding/json goes.
    private const int DeepestJson = 10_000;

    private const string Tls = "kubernetes.io/tls";
    private const string DockerConfigJson = "kubernetes.io/dockerconfigjson";
    private const string DockerConfig = "kubernetes.io/dockercfg";
    private const string BasicAuth = "kubernetes.io/basic-auth";
    private const string AccountToken = "kubernetes.io/service-account-token";
    private const string AccountName = "kubernetes.io/service-account.name";

    public static void Judge(ValueList values)
    {
        // Encrypted by SOPS: what the API server gets is another text.
        if (values.Resource.Root.FindEntry("sops") is not null)
            return;

        var isSecret = values.Resource.Kind == Kinds.Secret;
        foreach (var field in Fields)
        {
            foreach (var entry in Entries(values, field))
                JudgeKey(values, entry.Key);
        }

        foreach (var entry in Entries(values, isSecret ? "data" : "binaryData"))
            JudgeBase64(values, entry);
        if (isSecret)
            JudgeType(values);
        else
            JudgeTwice(values);
        JudgeSize(values, isSecret);
    }

    private static EntryList Entries(ValueList values, string field) => values.Resource.Root.Find(field)?.Entries ?? default;

    private static void JudgeKey(ValueList values, Node key)
    {
        if (!key.IsScalar)
            return;

        var text = ScalarValue.KeyText(key);
        if (Grammars.IsDataKey(text))
            return;

        values.Add(new ValueProblem(values.Resource, key, text is "." or ".."
            ? MessageText.Of($"'{values.Resource}' has the key '{text}', which stands for a folder")
            : MessageText.Of($"'{values.Resource}' has the key '{ValueList.Shorten(text)}', but {NameGrammar.DataKey.FaultOf(text)}"),
                IsName: true)
        {
            Label = $"not {NameGrammar.DataKey.Title}",
            Help = text.Contains('/', StringComparison.Ordinal)
                ? "use a key without '/', and name the folder where the volume's items or mounts give the path"
                : NameGrammar.DataKey.Help,
        });
    }

    // The value itself is not told: it may be a secret.
    private static void JudgeBase64(ValueList values, Entry entry)
    {
        if (!entry.Key.IsScalar || ValueList.Text(entry.Value) is not { } text || IsBase64(text.Value) || IsDescription(text.Value))
            return;

        var plain = values.Resource.Kind == Kinds.Secret ? "stringData" : "data";
        var foreign = text.Value.AsSpan().IndexOfAnyExcept(Alphabet.OfEncodedText);
        var name = ScalarValue.KeyText(entry.Key);
        var isPadded = Decodes(text.Value + "=") || Decodes(text.Value + "==");
        values.Add(new ValueProblem(values.Resource, text, foreign >= 0
            ? MessageText.Of(
                $"the value of '{name}' in '{values.Resource}' has {Spell(Characters.At(text.Value, foreign), values.Resource.Kind == Kinds.Secret)} in it, which base64 does not use")
            : Length(text.Value) is var length && length % 4 != 0
            ? MessageText.Of(
                $"the value of '{name}' in '{values.Resource}' has '{length.ToString(CultureInfo.InvariantCulture)}' characters, but base64 comes in groups of '{"4"}'")
            : MessageText.Of(
                $"the value of '{name}' in '{values.Resource}' has '{"="}' where base64 has none: two at most stand at its end"))
        {
            Label = isPadded ? "'=' is missing at the end" : "not base64",
            Help = isPadded
                ? $"add '=' until the length is a multiple of 4, or write the text as it is under {plain}"
                : $"encode it, as base64 does, or write the text as it is under {plain}",
            MayBeFilledIn = IsPlaceholder(text.Value),
        });
    }

    // What decodes to bytes that no text has was plain text before.
    private static bool Decodes(string text) => IsBase64(text)
        && Encoding.UTF8.GetString(Convert.FromBase64String(text))
            .All(character => character is '\t' or '\r' or '\n' || !(char.IsControl(character) || character == '\uFFFD'));

    // No other sign of a password is told: blanks and the signs of the alphabet for addresses say what went wrong.
    private static MessageText Spell(string foreign, bool isSecret) =>
        isSecret && foreign is not (" " or "-" or "_") ? MessageText.Plain("a character") : MessageText.Of($"'{foreign}'");

    private static int Length(string text) => text.Count(character => character is not ('\r' or '\n'));

    // "your-base64-encoded-password", "...": says what belongs there, as do addresses that vals and op inject resolve.
    internal static bool IsDescription(string text) =>
        text.StartsWith("ref+", StringComparison.Ordinal) || text.StartsWith("op://", StringComparison.Ordinal)
        || text.Contains("base64", StringComparison.OrdinalIgnoreCase) || text.StartsWith("your", StringComparison.OrdinalIgnoreCase)
        || text.Contains("...", StringComparison.Ordinal) || text.Contains("placeholder", StringComparison.OrdinalIgnoreCase);

    // What the webhook of bank-vaults puts a secret in the place of, when the API server has decoded the data.
    private static bool IsInjected(string text) =>
        text.StartsWith("vault:", StringComparison.Ordinal) || text.StartsWith(">>vault:", StringComparison.Ordinal);

    /// <summary>What is decoded or plain, and is not the text that will be there.</summary>
    internal static bool IsToBeFilledIn(string text) => IsDescription(text) || IsInjected(text) || IsPlaceholder(text.Trim());

    // Signs that passwords have too are none here: p@ss, 100%.
    internal static bool IsPlaceholder(string text) =>
        text.Length > 0
        && (text.Contains("${", StringComparison.Ordinal) || text.Contains("$(", StringComparison.Ordinal)
        || text.Contains("{{", StringComparison.Ordinal)
        || (text.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('>', open) > open)
        || (text.Length > 2 && (text[0], text[^1]) is ('[', ']') or ('{', '}') or ('%', '%') or ('@', '@')
            && !text.Contains('"', StringComparison.Ordinal))
        || (text[0] == '$' && text.Skip(1).All(IsOfConstant))
        || text.StartsWith("ENC[", StringComparison.Ordinal)
        || (text.Contains('_', StringComparison.Ordinal) && text.All(IsOfConstant)));

    private static bool IsOfConstant(char character) =>
        char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_';

    // encoding/base64, StdEncoding: line breaks do not count, the padding does.
    internal static bool IsBase64(string text)
    {
        var plain = text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.Replace("\r", "").Replace("\n", "");
        var body = plain.AsSpan().TrimEnd('=');
        return plain.Length % 4 == 0 && plain.Length - body.Length <= 2 && !body.ContainsAnyExcept(Alphabet.OfBase64);
    }

    private static void JudgeTwice(ValueList values)
    {
        Dictionary<string, Node>? binary = null;
        foreach (var entry in Entries(values, "binaryData"))
        {
            if (entry.Key.IsScalar)
                (binary ??= new(StringComparer.Ordinal)).TryAdd(ScalarValue.KeyText(entry.Key), entry.Key);
        }

        if (binary is null)
            return;

        foreach (var entry in Entries(values, "data"))
        {
            if (binary.TryGetValue(ScalarValue.KeyText(entry.Key), out var other))
            {
                values.Add(new ValueProblem(values.Resource, entry.Key,
                    MessageText.Of($"'{values.Resource}' has the key '{entry.Key.Value}' in data and in '{"binaryData":1}'"))
                {
                    Label = "in binaryData too",
                    Related = new RelatedSpan(other.Span, "in binaryData"),
                    Help = "keep one of the two",
                });
            }
        }
    }

    private static void JudgeType(ValueList values)
    {
        if (ValueList.Filled(values.Resource.Root.Find("type")) is not { } type)
            return;

        if (type.Is(AccountToken))
        {
            if (values.Resource.Annotation(AccountName) is not { } account || account.IsNull || account.Is(""))
            {
                values.Add(type, $"'{values.Resource}' is of type '{type.Value}', but has no annotation '{AccountName}'",
                    "needs the annotation", $"add the annotation {AccountName} with the ServiceAccount's name");
            }

            return;
        }

        // What something in the cluster fills in may come before the API server looks.
        if (!NeededKeys.TryGetValue(type.Value, out var needed) || HeldKeys.Of(values.Resource) is not { IsFilled: false } held)
            return;

        var missing = needed.Where(key => !held.Has(key)).ToList();
        if (type.Is(BasicAuth) ? missing.Count == needed.Length : missing.Count > 0)
        {
            var near = missing.Count == 1 ? held.Nearest(missing[0]) : null;
            var wanted = string.Join(type.Is(BasicAuth) ? " or " : " and ", missing);
            values.Add(type, $"'{values.Resource}' is of type '{type.Value}', but does not hold '{wanted}'", $"needs {wanted}",
                near is { } key ? $"did you mean {missing[0]} by '{key.Value}'?" : $"add {wanted}, or use the type Opaque");
        }
        else if (type.Value is DockerConfigJson or DockerConfig)
        {
            JudgeJson(values, needed[0]);
        }
        else if (type.Is(Tls))
        {
            PemValues.JudgeSecret(values);
        }
    }

    private static void JudgeJson(ValueList values, string key)
    {
        var plain = ValueList.Text(values.Resource.Root.Find("stringData")?.Find(key));
        if ((plain ?? ValueList.Text(values.Resource.Root.Find("data")?.Find(key))) is not { } text)
            return;

        var json = plain is null ? Decode(text.Value) : text.Value;
        if (json is null || IsObject(json) || IsToBeFilledIn(json))
            return;

        values.Add(new ValueProblem(values.Resource, text,
            MessageText.Of($"the value of '{key}' in '{values.Resource}', of type '{values.Resource.Root.Find("type")!.Value.Value}', is no JSON object{MessageText.Plain(plain is null ? " when it is decoded" : "")}"))
        {
            Label = "no JSON object",
            Help = "write what docker login leaves in its config.json",
            MayBeFilledIn = false,
        });
    }

    internal static string? Decode(string text)
    {
        try
        {
            return IsBase64(text) ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void JudgeSize(ValueList values, bool isSecret)
    {
        // stringData takes the place of what data has under the same key.
        HashSet<string>? replaced = isSecret ? [.. Entries(values, "stringData").Select(entry => ScalarValue.KeyText(entry.Key))] : null;
        var (total, most) = (0L, 0L);
        Entry? largest = null;
        foreach (var field in Fields)
        {
            var isEncoded = field == (isSecret ? "data" : "binaryData");
            foreach (var entry in Entries(values, field))
            {
                if (ValueList.Text(entry.Value) is not { } text
                    || (field == "data" && replaced?.Contains(ScalarValue.KeyText(entry.Key)) == true))
                {
                    continue;
                }

                var size = isEncoded ? Length(text.Value) / 4 * 3L : Encoding.UTF8.GetByteCount(text.Value);
                total += size;
                if (size > most)
                    (most, largest) = (size, entry);
            }
        }

        // Padding may make up two bytes of each value.
        if (total > MostBytes + 4096 && largest is { } at)
        {
            values.Add(at.Key,
                $"'{values.Resource}' holds '{total.ToString(CultureInfo.InvariantCulture)}' bytes, most of them in '{at.Key.Value}', but '{MostBytes.ToString(CultureInfo.InvariantCulture)}' are the most",
                "too large",
                "split it, or put the file into an image or a volume");
        }
    }

    // Apart, as most runs need none of it.
    private static class Alphabet
    {
        /// <summary>Padding and line breaks with it.</summary>
        public static readonly SearchValues<char> OfEncodedText =
            SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n");

        public static readonly SearchValues<char> OfBase64 =
            SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    }
}
