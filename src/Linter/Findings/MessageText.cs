using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Linter.Text;

namespace Linter.Findings;

/// <summary>
/// A sentence and the values in it, kept apart so that SARIF can name both. Written as an interpolated string, every
/// value in single quotes: <c>$"Service '{name}' selects '{labels}'"</c>. A value with a number as its format,
/// <c>'{name:1}'</c>, is a link to the finding's related span of that 1-based number.
/// </summary>
public sealed class MessageText : IEquatable<MessageText>
{
    // No name that the API server accepts is longer than 253, and few selectors are longer than two of them.
    private const int MostShown = 500;

    private string? text;

    private MessageText(string format, ImmutableArray<string> arguments, ImmutableArray<int> links)
    {
        Format = format;
        Arguments = arguments;
        Links = links;
    }

    /// <summary>The sentence with {0}, {1} … for its values; braces of its own are doubled.</summary>
    public string Format { get; }

    public ImmutableArray<string> Arguments { get; }

    /// <summary>For each argument the 1-based number of the related span that it links to, or 0.</summary>
    public ImmutableArray<int> Links { get; }

    /// <summary>The sentence as people read it; put together when it is first asked for.</summary>
    public string Text =>
        text ??= Arguments.IsEmpty
            ? Format.Replace("{{", "{").Replace("}}", "}")
            : string.Format(CultureInfo.InvariantCulture, Format, [.. Arguments]);

    /// <summary>A value as a message shows it: without end it would fill the screen.</summary>
    public static string Cut(string value) => Characters.Cut(value, MostShown);

    public static MessageText Of(Handler message) => message.Build();

    /// <summary>A message without values; braces stand for themselves.</summary>
    public static MessageText Plain(string text) => new(text.Replace("{", "{{").Replace("}", "}}"), [], []);

    public bool Equals(MessageText? other) =>
        other is not null && Format == other.Format && Arguments.SequenceEqual(other.Arguments) && Links.SequenceEqual(other.Links);

    public override bool Equals(object? obj) => Equals(obj as MessageText);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    /// <summary>Collects an interpolated string; the compiler makes these.</summary>
    [InterpolatedStringHandler]
    public readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder format = new(literalLength + (formattedCount * 3));
        private readonly ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>(formattedCount);
        private readonly ImmutableArray<int>.Builder links = ImmutableArray.CreateBuilder<int>(formattedCount);

        public void AppendLiteral(string value) => format.Append(value.Replace("{", "{{").Replace("}", "}}"));

        public void AppendFormatted(string? value, string? format = null) => Append(value ?? "", format);

        public void AppendFormatted(int value, string? format = null) => Append(value.ToString(CultureInfo.InvariantCulture), format);

        /// <summary>Anything that says its own name: a resource, a selector, a port.</summary>
        public void AppendFormatted(object? value, string? format = null) => Append(value?.ToString() ?? "", format);

        /// <summary>Splices another message in, its values and all; links are kept.</summary>
        public void AppendFormatted(MessageText value)
        {
            for (var i = 0; i < value.Format.Length; i++)
            {
                var isPlaceholder = value.Format[i] == '{' && value.Format[i + 1] != '{';
                var isDoubled = value.Format[i] is '{' or '}' && !isPlaceholder;
                var end = isPlaceholder ? value.Format.IndexOf('}', i) : isDoubled ? i + 1 : i;
                if (isPlaceholder)
                {
                    format.Append('{')
                        .Append(int.Parse(value.Format.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture) + arguments.Count)
                        .Append('}');
                }
                else
                {
                    format.Append(value.Format, i, end - i + 1);
                }

                i = end;
            }

            arguments.AddRange(value.Arguments);
            links.AddRange(value.Links);
        }

        internal MessageText Build() => new(format.ToString(), arguments.ToImmutable(), links.ToImmutable());

        private void Append(string value, string? link)
        {
            format.Append('{').Append(arguments.Count).Append('}');
            arguments.Add(Cut(value));
            links.Add(link is null ? 0 : int.Parse(link, CultureInfo.InvariantCulture));
        }
    }
}
