using Linter.Findings;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A command whose first word is a whole command line: it is looked up as one executable.</summary>
public sealed class CommandWithSpaces : IRule
{
    private const int LongestShown = 60;

    public string Id => "command-with-spaces";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PodTemplates)
        {
            foreach (var container in pods.Containers)
            {
                if (FirstWord(container) is { } word && CommandLine.IsSeveralWords(word) && !IsTemplate(word.Value)
                    && !IsPathWithSpaces(container, word.Value))
                {
                    yield return Describe(context, pods, container, word);
                }
            }
        }
    }

    private static Node? FirstWord(Container container)
    {
        foreach (var word in container.Node.Find("command")?.Items ?? default)
            return word is { IsScalar: true, Scalar.Type: ScalarType.String } ? word : null;

        return null;
    }

    // "/app/my program" with its arguments apart: who splits the rest means the blanks in the first word. An option, a path or
    // a file behind the blank shows a command line all the same.
    private static bool IsPathWithSpaces(Container container, string word) =>
        word.StartsWith('/')
        && (container.Node.Find("command") is { Items.Count: > 1 } || container.Node.Find("args") is { Items.Count: > 0 })
        && word.Split(' ').Skip(1).All(part => part.Length > 0 && part.All(char.IsAsciiLetterOrDigit));

    private static bool IsTemplate(string word) => word.Contains("{{", StringComparison.Ordinal);

    private static Finding Describe(RuleContext context, PodTemplate pods, Container container, Node word) =>
        context.At(pods.Workload, word,
            $"the command of {PodText.Container(pods, container)} begins with '{Characters.Shorten(word.Value.Trim(), LongestShown)}' as one word, so an executable with spaces in its name is looked for") with
        {
            Label = "one word, not a command line",
            Effect = "the container does not start: no such file or directory",
            Help = CommandLine.IsPlain(word.Value.Trim())
                ? "make each word an item of the list"
                : "run it by a shell: sh, -c and the line as three items",
            Fix = CommandLine.Split(word) is { } items
                ? new Fix("one item for each word", [new TextEdit(word.Span, items)], IsSafe: false)
                : null,
        };
}
