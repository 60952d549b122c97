using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Collects the problems of one resource. Only strings are judged as names and members of sets, only numbers as ranges:
/// anything else is the wrong type, which is said elsewhere.
/// </summary>
internal sealed class ValueList(Resource resource, int kubernetesMinor)
{
    // All of every set of Kubernetes; a definition may bring any number.
    private const int MostChoices = 40;
    private const int LongestShown = 80;

    public const int LastPort = 65535;

    public static readonly ImmutableArray<string> Protocols = ["TCP", "UDP", "SCTP"];

    private List<ValueProblem>? problems;

    public Resource Resource { get; } = resource;

    public int KubernetesMinor { get; } = kubernetesMinor;

    public IEnumerable<ValueProblem> Problems => problems ?? (IEnumerable<ValueProblem>)[];

    public void Add(ValueProblem problem) => (problems ??= []).Add(problem);

    public void Add(Node at, MessageText.Handler message, string label, string help) =>
        Add(new ValueProblem(Resource, at, MessageText.Of(message)) { Label = label, Help = help });

    /// <summary>A string that is there; null for an absent one, for null and for other types.</summary>
    public static Node? Text(Node? node) => node is { IsScalar: true, Scalar.Type: ScalarType.String } ? node : null;

    /// <summary>As <see cref="Text"/>, and not empty: for fields in which empty means absent.</summary>
    public static Node? Filled(Node? node) => Text(node) is { } text && !text.Is("") ? text : null;

    /// <summary>Judges a string of a closed set, case counting.</summary>
    public void OneOf(Node? node, ImmutableArray<string> allowed)
    {
        if (Text(node) is not { } text || allowed.AsSpan().Contains(text.Value))
            return;

        var (words, orEmpty) = (allowed.Where(word => word.Length > 0).ToList(),
            allowed.Contains("", StringComparer.Ordinal) ? ", or empty" : "");
        var near = Spelling.Nearest(text.Value, words);
        var isCase = string.Equals(near, text.Value, StringComparison.OrdinalIgnoreCase);
        var edit = near is null ? null : ScalarEdit.Replace(Resource.Root, text, near);
        Add(new ValueProblem(Resource, text, words.Count == 0
            ? MessageText.Of($"'{PathOf(text)}' of '{Resource}' is '{text.Value}', but has to be empty")
            : words.Count == 1
            ? MessageText.Of($"'{PathOf(text)}' of '{Resource}' is '{text.Value}', but has to be '{words[0]}'{MessageText.Plain(orEmpty)}")
            : MessageText.Of(
                $"'{PathOf(text)}' of '{Resource}' is '{text.Value}', but has to be one of '{Listing.Of(words, MostChoices)}'{MessageText.Plain(orEmpty)}"))
        {
            Label = isCase ? "capital and small letters count" : "none of the values that it can have",
            Help = near is null
                ? words.Count == 0
                    ? "leave it empty"
                    : $"write {(words.Count == 1 ? words[0] : "one of " + Listing.Of(words, MostChoices))}"
                : $"did you mean '{near}'?",
            Fix = edit is null ? null : new Fix($"write '{near}'", [edit], isCase),
        });
    }

    /// <summary>Judges an integer.</summary>
    public void Range(Node? node, int first, int last)
    {
        if (IntOrString.Integer(node) is not { } number || (number >= first && number <= last))
            return;

        Add(node!.Value, $"'{PathOf(node.Value)}' of '{Resource}' is '{node.Value.Value}', but has to lie between '{first}' and '{last}'",
            "out of range", $"take a number from {first} to {last}");
    }

    public void Port(Node? node) => Range(node, 1, LastPort);

    /// <summary>Judges a name, a key or a label value by a flaw that was found in it.</summary>
    public void Name(Node? node, Func<string, MessageText?> flawOf, string help, bool isName = true)
    {
        if (Text(node) is { } text && flawOf(text.Value) is { } flaw)
            Flawed(text, text.Value, flaw, help, isName);
    }

    /// <summary>
    /// As <see cref="Name"/>, for texts in which a lone bracket is a slip: only what stands in a pair of them is taken for a
    /// placeholder.
    /// </summary>
    public void Grammar(Node? node, Func<string, MessageText?> flawOf, string help, bool isName = false, string? effect = null)
    {
        if (Text(node) is { } text && flawOf(text.Value) is { } flaw)
            Add(Flaw(text, text.Value, flaw, help, isName) with { MayBeFilledIn = Placeholders.IsPaired(text.Value), Effect = effect });
    }

    // An appProtocol may hold anything by mistake.
    public void Flawed(Node at, string value, MessageText flaw, string help, bool isName = true) =>
        Add(Flaw(at, value, flaw, help, isName) with { MayBeFilledIn = isName });

    private ValueProblem Flaw(Node at, string value, MessageText flaw, string help, bool isName) =>
        new(Resource, at, value.Length == 0
            ? MessageText.Of($"'{PathOf(at)}' of '{Resource}' is empty, which it may not be")
            : MessageText.Of($"'{PathOf(at)}' of '{Resource}' is '{Shorten(value)}': {flaw}"), isName)
        {
            Label = value.Length == 0 ? "empty" : "breaks the grammar of this field",
            Help = help,
        };

    /// <summary>A port by number or name; what is all digits in quotes is the wrong type.</summary>
    public void PortOrName(Node? node)
    {
        if (Text(node) is not { } text)
            Port(node);
        else if (text.Value.Length == 0 || !text.Value.All(char.IsAsciiDigit))
            Name(node, ValueFlaws.OfPortName, Words.PortName);
    }

    /// <summary>A CIDR in one of its spellings, spaces around it counting or not; null where it is none, which is then said.</summary>
    public Cidr? Range(Node node, bool isPadded, bool isStrict)
    {
        var text = isPadded ? node.Value.Trim() : node.Value;
        if (Cidr.Parse(text) is not { } range)
        {
            Add(node, $"'{PathOf(node)}' of '{Resource}' is '{node.Value}', {MessageText.Plain(WhyNoRange(text))}", "no address range",
                "write an address and the length of its prefix, such as 10.0.0.0/8");
            return null;
        }

        if (isStrict && (range.HasHostBits || Addresses.IsAmbiguous(text[..text.IndexOf('/', StringComparison.Ordinal)])))
            Ambiguous(node, range);
        return range;
    }

    public string PathOf(Node node) => ReferenceEquals(node.Tree, Resource.Root.Tree) ? node.PathFromRoot(Resource.Root) : "";

    private void Ambiguous(Node node, Cidr range)
    {
        var meant = range.Canonical.ToString();
        var edit = ScalarEdit.Replace(Resource.Root, node, meant);
        Add(new ValueProblem(Resource, node, MessageText.Of(
            $"'{PathOf(node)}' of '{Resource}' is '{node.Value}', which since Kubernetes 1.36 has to be written '{meant}'"))
        {
            Label = range.HasHostBits ? "bits are set behind the prefix" : "programs read this differently",
            Help = range.HasHostBits ? $"write {meant}, or a longer prefix if a part of it is meant" : $"write {meant}",
            Fix = edit is null ? null : new Fix($"write '{meant}'", [edit], IsSafe: false),
        });
    }

    private static string WhyNoRange(string text) =>
        text.Length == 0 ? "which is empty"
        : !text.Contains('/', StringComparison.Ordinal) && Addresses.IsAddress(text) ? "an address without the length of its prefix"
        : text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
            && Addresses.IsAddress(text[..slash]) ? "whose prefix is longer than the address or no number"
        : "which is not an address range";

    /// <summary>The first line of a text, cut to what a sentence can hold.</summary>
    public static string Shorten(string text) => Characters.Shorten(text, LongestShown);
}

/// <summary>What to do about a name, grammar by grammar.</summary>
internal static class Words
{
    public const string Subdomain = "use a-z, 0-9, '-' and '.', with a letter or digit at either end";
    public const string Label = "use at most 63 of a-z, 0-9 and '-', with a letter or digit at either end";
    public const string PortName = "use at most 15 of a-z, 0-9 and '-', with a letter among them";
    public const string Key =
        "use at most 63 of letters, digits, '-', '_' and '.', with a letter or digit at either end, behind a DNS name and a slash if need be";
    public const string LabelValue =
        "use at most 63 of letters, digits, '-', '_' and '.', with a letter or digit at either end; longer text belongs into an annotation";
    public const string PathSegment = "use a name without '/' and '%'";
}
