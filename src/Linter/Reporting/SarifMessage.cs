using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// A finding's message in SARIF's three forms. Template and arguments give the sentence; Text is the same sentence
/// with braces doubled, as SARIF spells literal braces. GitHub shows a related location only if the message links to it,
/// so those the sentence leaves out are named behind it.
/// </summary>
/// <param name="Template">With {0}, {1} … each in single quotes.</param>
/// <param name="Arguments">The values as they are shown.</param>
/// <param name="Text">What the template gives.</param>
internal sealed partial record SarifMessage(string Template, ImmutableArray<string> Arguments, string Text)
{
    /// <summary>Related locations that are named behind the sentence; the others are in the log only.</summary>
    private const int MostNamed = 8;

    /// <summary>Related locations that a log holds; GitHub keeps as many.</summary>
    public const int MostRelated = 100;

    public static SarifMessage Of(Finding finding)
    {
        var builder = new Builder();
        var related = Math.Min(finding.Related.Length, MostRelated);
        builder.AddSentence(finding.Message, related);
        if (finding.Message.Arguments.IsEmpty && related == 0)
            builder.AddWhere(finding);
        var named = Enumerable.Range(1, related).Where(number => !finding.Message.Links.Contains(number)).Take(MostNamed);
        builder.AddReferences(named.Select(number => (number, finding.Related[number - 1].Message)));
        return builder.Build();
    }

    private sealed partial class Builder
    {
        private readonly StringBuilder template = new();
        private readonly StringBuilder text = new();
        private readonly ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();

        public void AddSentence(MessageText message, int related)
        {
            var format = message.Format;
            for (var i = 0; i < format.Length;)
            {
                var end = PlaceholderEnd(format, i);
                if (end < 0)
                {
                    var next = NextPlaceholder(format, i + (format[i] is '{' or '}' ? 2 : 1));
                    Literal(format[i..next]);
                    i = next;
                    continue;
                }

                var number = int.Parse(format.AsSpan(i + 1, end - i - 2), NumberStyles.None, CultureInfo.InvariantCulture);
                var link = message.Links[number] is > 0 and var target && target <= related ? target : 0;
                var isQuoted = i > 0 && format[i - 1] == '\'' && end < format.Length && format[end] == '\'';
                if (isQuoted)
                    Unquote();
                Value(message.Arguments[number], link);
                i = isQuoted ? end + 1 : end;
            }

            if (template.Length == 0 || template[^1] is not ('.' or '!' or '?'))
                Both(".");
        }

        public void AddReferences(IEnumerable<(int Number, string Message)> related)
        {
            var lead = " See ";
            foreach (var (number, message) in related)
            {
                Both(lead);
                Value(message, number);
                lead = ", ";
            }

            if (lead == ", ")
                Both(".");
        }

        /// <summary>A message without any value could be anyone's: in a list of alerts it names its resource or file.</summary>
        public void AddWhere(Finding finding)
        {
            Both(" In ");
            Value(finding.Subject is { } subject ? $"{subject.Kind} {subject.Name}".TrimEnd() : finding.Span.Source.Path, 0);
            Both(".");
        }

        public SarifMessage Build() => new(template.ToString(), arguments.ToImmutable(), text.ToString());

        private static int NextPlaceholder(string format, int from)
        {
            var i = from;
            while (i < format.Length && PlaceholderEnd(format, i) < 0)
                i += format[i] is '{' or '}' ? 2 : 1;
            return Math.Min(i, format.Length);
        }

        /// <summary>Behind the brace that closes the placeholder which begins here; -1 where none does.</summary>
        private static int PlaceholderEnd(string format, int at) =>
            format[at] == '{' && at + 1 < format.Length && char.IsAsciiDigit(format[at + 1]) ? format.IndexOf('}', at) + 1 : -1;

        /// <summary>
        /// Readers of SARIF, its validator among them, take a number in braces for a placeholder even where the braces are doubled.
        /// </summary>
        [GeneratedRegex(@"\{\d+\}", RegexOptions.CultureInvariant, Timeout.Infinite)]
        private static partial Regex Number();

        private void Literal(string format)
        {
            var plain = format.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
            var shown = SarifText.Value(plain);
            var done = 0;
            foreach (var match in Number().EnumerateMatches(shown))
            {
                Both(SarifText.Braces(shown[done..match.Index]));
                AddArgument(shown.Substring(match.Index, match.Length), "'", "'");
                done = match.Index + match.Length;
            }

            Both(SarifText.Braces(shown[done..]));
        }

        // SARIF wants the quotes directly around the placeholder, and the link around the quotes.
        private void Value(string value, int link)
        {
            var argument = link > 0 ? SarifText.LinkValue(value) : SarifText.Value(value);
            var (open, close) = link > 0 ? ("['", string.Create(CultureInfo.InvariantCulture, $"']({link})")) : ("'", "'");
            AddArgument(argument, open, close);
        }

        private void AddArgument(string argument, string open, string close)
        {
            template.Append(CultureInfo.InvariantCulture, $"{open}{{{arguments.Count}}}{close}");
            text.Append(open).Append(SarifText.Braces(argument)).Append(close);
            arguments.Add(argument);
        }

        private void Unquote()
        {
            template.Length--;
            text.Length--;
        }

        private void Both(string literal)
        {
            template.Append(literal);
            text.Append(literal);
        }
    }
}
