using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Certificates and keys in PEM: those of a Secret of type kubernetes.io/tls, which the API server takes as they come and whoever serves
/// TLS with them reads, and those of authorities that webhooks and APIServices are trusted by. None of it is told: it may be a secret.
/// </summary>
internal static class PemValues
{
    private const string Certificate = "tls.crt";
    private const string Key = "tls.key";
    private const string Begin = "-----BEGIN ";
    private const string OfCertificate = "CERTIFICATE-----";
    private const string OfTrusted = "TRUSTED CERTIFICATE-----";
    private const string OfKey = "PRIVATE KEY-----";

    // What is shorter stands for one that is filled in.
    private const int ShortestCertificate = 40;
    private const string NotServed = "whoever serves TLS with it refuses it: an Ingress controller falls back to a certificate of its own";

    // What "-----BEGIN" is in base64.
    private const string EncodedBegin = "LS0tLS1CRUdJTi";

    // What puts an authority's certificate there.
    private static readonly string[] Fillers =
    [
        "cert-manager.io/inject-", "certmanager.k8s.io/inject-", "service.beta.openshift.io/inject-cabundle",
        "service.alpha.openshift.io/inject-cabundle",
    ];

    private readonly record struct Pem(Node At, string Text, bool IsPlain);

    /// <summary>The two of a Secret of type kubernetes.io/tls.</summary>
    public static void JudgeSecret(ValueList values)
    {
        var (certificate, key) = (Read(values, Certificate), Read(values, Key));
        if (certificate is { } one && key is { } other && Holds(one, OfKey) && !IsCertificate(one) && IsCertificate(other)
            && !Holds(other, OfKey))
        {
            Add(values, one.At, Severity.Error,
                MessageText.Of($"'{Certificate}' of '{values.Resource}' holds a private key, and '{Key}' a certificate: they have changed places"),
                "a private key", $"let {Certificate} hold the certificate and {Key} the key",
                new RelatedSpan(other.At.Head, "a certificate"));
            return;
        }

        if (certificate is { } first && !IsCertificate(first))
        {
            Judge(values, first, Certificate, "certificate",
                Holds(first, OfKey) ? "a private key" : Holds(first, "CERTIFICATE REQUEST-----") ? "a request for a certificate" : null);
        }

        if (key is { } second && !Holds(second, OfKey))
        {
            Judge(values, second, Key, "private key",
                IsCertificate(second) ? "a certificate" : Holds(second, "PUBLIC KEY-----") ? "a public key" : null);
        }
    }

    /// <summary>A caBundle, in base64.</summary>
    public static void JudgeBundle(ValueList values, Node? bundle)
    {
        if (ValueList.Filled(bundle) is not { } text || DataValues.IsDescription(text.Value))
            return;

        if (!DataValues.IsBase64(text.Value))
        {
            values.Add(new ValueProblem(values.Resource, text, text.Value.Contains(Begin, StringComparison.Ordinal)
                ? MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is a certificate as it stands, but has to be its base64")
                : MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is no base64"))
            {
                Severity = text.Value.Length < ShortestCertificate && !text.Value.Contains(Begin, StringComparison.Ordinal)
                    ? Severity.Note
                    : Severity.Error,
                Label = "not base64",
                Help = "encode the certificate in PEM, as base64 -w0 does",
                Effect = "the API server cannot decode the manifest and refuses it",
                MayBeFilledIn = DataValues.IsPlaceholder(text.Value) || Placeholders.IsPlaceholder(text.Value),
            });
            return;
        }

        if (DataValues.Decode(text.Value) is not { } decoded || decoded.Trim().Length == 0 || IsToBeFilledIn(decoded)
            || HasOf(decoded, OfCertificate) || HasOf(decoded, OfTrusted) || IsFilled(values.Resource))
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, text, decoded.StartsWith(EncodedBegin, StringComparison.Ordinal)
            ? MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is encoded in base64 twice")
            : MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' holds no certificate in PEM when it is decoded"))
        {
            Severity = text.Value.Length < ShortestCertificate && text.Value.All(char.IsAsciiLetterUpper)
                ? Severity.Note
                : Severity.Warning,
            Label = "no certificate",
            Effect = "the API server does not reach what it calls: it cannot load the certificate that it is to trust, or refuses the manifest",
            Help = "write the base64 of a certificate in PEM, or leave it to what injects it",
        });
    }

    private static Pem? Read(ValueList values, string key)
    {
        if (ValueList.Filled(values.Resource.Root.Find("stringData")?.Find(key)) is { } plain)
            return IsToBeFilledIn(plain.Value) ? null : new Pem(plain, plain.Value, IsPlain: true);
        return ValueList.Filled(values.Resource.Root.Find("data")?.Find(key)) is { } encoded && !DataValues.IsDescription(encoded.Value)
            && DataValues.Decode(encoded.Value) is { } decoded && decoded.Trim().Length > 0 && !IsToBeFilledIn(decoded)
                ? new Pem(encoded, decoded, IsPlain: false)
                : null;
    }

    private static void Judge(ValueList values, Pem pem, string key, string wanted, string? given)
    {
        var isTwice = pem.Text.TrimStart().StartsWith(EncodedBegin, StringComparison.Ordinal);
        var message = given is not null ? MessageText.Of(
            $"'{key}' of '{values.Resource}' holds {MessageText.Plain(given)} instead of a {MessageText.Plain(wanted)}")
            : !isTwice ? MessageText.Of(
                $"'{key}' of '{values.Resource}' holds no {MessageText.Plain(wanted)} in PEM{MessageText.Plain(pem.IsPlain ? "" : " when it is decoded")}")
            : pem.IsPlain ? MessageText.Of(
                $"'{key}' of '{values.Resource}' is base64 under '{"stringData"}', which takes the text as it is")
            : MessageText.Of($"'{key}' of '{values.Resource}' is encoded in base64 twice");
        Add(values, pem.At, given is not null || isTwice ? Severity.Error : Severity.Warning, message, $"no {wanted}",
            isTwice && pem.IsPlain ? "move it to data, or write the PEM as it is"
                : isTwice ? "encode it once"
                : $"write a {wanted} in PEM, which begins with {Begin}", null);
    }

    private static void Add(
        ValueList values, Node at, Severity severity, MessageText message, string label, string help, RelatedSpan? related) =>
        values.Add(new ValueProblem(values.Resource, at, message)
        {
            Severity = severity,
            Label = label,
            Help = help,
            Related = related,
            Effect = NotServed,
            MayBeFilledIn = false
        });

    private static bool IsCertificate(Pem pem) => Holds(pem, OfCertificate) || Holds(pem, OfTrusted);

    private static bool Holds(Pem pem, string ending) => HasOf(pem.Text, ending);

    // "-----BEGIN EC PRIVATE KEY-----": a word or two may stand before, but not before a certificate.
    private static bool HasOf(string text, string ending)
    {
        for (var at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 1, StringComparison.Ordinal))
        {
            var label = text.AsSpan(at + Begin.Length, Math.Min(40, text.Length - at - Begin.Length));
            if (label.StartsWith(ending, StringComparison.Ordinal) || (ending == OfKey && label.Contains(ending, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static bool IsToBeFilledIn(string text) => DataValues.IsToBeFilledIn(text) || Placeholders.IsPlaceholder(text.Trim());

    private static bool IsFilled(Resource resource) => (resource.Find(Resource.Paths.Metadata)?.Find("annotations")?.Entries ?? default)
        .Any(annotation => Array.Exists(Fillers, filler => annotation.Key.Value.StartsWith(filler, StringComparison.Ordinal)));
}
