using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A variable given twice in one container, or a <c>$(NAME)</c> that stays as it is because no variable is called so.</summary>
public sealed class DuplicateEnv : IRule
{
    private const int LongestShown = 60;

    // The Job controller puts it into the pods of an indexed Job.
    private const string CompletionIndex = "JOB_COMPLETION_INDEX";

    public string Id => "duplicate-env";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PlainPods())
        {
            foreach (var container in pods.Containers)
            {
                var variables = Read(container);
                foreach (var finding in MayBeDoubled(variables) ? Twice(context, pods, container, variables) : [])
                    yield return finding;

                // Operators put variables of their own into the pods of custom kinds; envFrom's names are not known here.
                // What has no image is a patch for a container that is defined elsewhere.
                if (!HasReferences(container, variables) || !KindCatalog.IsBuiltIn(pods.Workload.WrittenKind)
                    || HasItems(container.Node.Find("envFrom")) || container.Node.Find("image") is null)
                {
                    continue;
                }

                foreach (var finding in Unresolved(context, pods, container, variables))
                    yield return finding;
            }
        }
    }

    private static ImmutableArray<Variable> Read(Container container)
    {
        if (container.Node.Find("env") is not { } env)
            return [];

        var variables = ImmutableArray.CreateBuilder<Variable>(env.Items.Count);
        foreach (var entry in env.Items)
        {
            if (entry.Find("name") is { IsScalar: true, IsNull: false } name && name.Value.Length > 0)
                variables.Add(new Variable(name.Value, name, entry, variables.Count));
        }

        return variables.DrainToImmutable();
    }

    private static bool HasReferences(Container container, ImmutableArray<Variable> variables)
    {
        foreach (var variable in variables)
        {
            if (variable.ValueNode is { } value && IsReferring(value))
                return true;
        }

        return (container.Node.Find("command")?.Items ?? default).Any(IsReferring)
            || (container.Node.Find("args")?.Items ?? default).Any(IsReferring);
    }

    private static bool IsReferring(Node text) => text.Text.Contains("$(", StringComparison.Ordinal);

    private static bool HasItems(Node? list) => list is { IsNull: false } node && (!node.IsSequence || node.Items.Count > 0);

    private static IEnumerable<Finding> Twice(
        RuleContext context, PodTemplate pods, Container container, ImmutableArray<Variable> variables)
    {
        var seen = new Dictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            if (seen.TryGetValue(variable.Name, out var first))
                yield return DescribeTwice(context, pods, container, variable, first);
            seen[variable.Name] = variable;
        }
    }

    // A few are compared without a table.
    private static bool MayBeDoubled(ImmutableArray<Variable> variables)
    {
        const int Few = 8;
        if (variables.Length > Few)
            return true;

        for (var i = 1; i < variables.Length; i++)
        {
            for (var k = 0; k < i; k++)
            {
                if (variables[i].Name == variables[k].Name)
                    return true;
            }
        }

        return false;
    }

    private static Finding DescribeTwice(RuleContext context, PodTemplate pods, Container container, Variable variable, Variable first) =>
        context.At(pods.Workload, variable.NameNode,
            $"variable '{variable.Name:1}' of {PodText.Container(pods, container)} is given twice, {Values(variable, first)}") with
        {
            Label = "given before",
            Related = [new RelatedSpan(first.NameNode.Span, "first given here")],
            Effect = "kubectl apply may lose one of the two on an update, and server-side apply refuses them",
            Help = "keep one of the two",
        };

    private static MessageText Values(Variable variable, Variable first) => variable.Text is { } value && value == first.Text
        ? MessageText.Of($"both times as '{Characters.Shorten(value, LongestShown)}'")
        : MessageText.Of($"first as '{first.Told}', then as '{variable.Told}', which counts");

    private static IEnumerable<Finding> Unresolved(
        RuleContext context, PodTemplate pods, Container container, ImmutableArray<Variable> variables)
    {
        var last = new Dictionary<string, Variable>(StringComparer.Ordinal);
        var first = new Dictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            first.TryAdd(variable.Name, variable);
            last[variable.Name] = variable;
        }

        foreach (var variable in variables)
        {
            if (variable.ValueNode is not { } value)
                continue;

            foreach (var name in Names(value))
            {
                // Each variable sees those that stand before it.
                if (!first.TryGetValue(name, out var named))
                    yield return Unknown(context, pods, container, value, name, last.Keys, MessageText.Of($"variable '{variable.Name}'"));
                else if (named.Index >= variable.Index)
                    yield return Later(context, pods, container, variable, named);
            }
        }

        foreach (var (word, field) in Words(container))
        {
            foreach (var name in Names(word).Where(name => !last.ContainsKey(name)))
                yield return Unknown(context, pods, container, word, name, last.Keys, MessageText.Plain(field));
        }
    }

    private static IEnumerable<string> Names(Node text) =>
        VariableReferences.In(text.Value).Where(name => !VariableReferences.MayBeServiceLink(name) && name != CompletionIndex)
            .Distinct(StringComparer.Ordinal);

    // In a script "$(date)" is the shell's own.
    private static IEnumerable<(Node Word, string Field)> Words(Container container)
    {
        ImmutableArray<Node> command = Scalars(container.Node.Find("command")), args = Scalars(container.Node.Find("args"));
        if (CommandLine.HasShell([.. command, .. args]) || command.Concat(args).Any(IsScript))
            return [];

        return command.Select(word => (word, "a word of the command")).Concat(args.Select(word => (word, "an argument")));
    }

    private static ImmutableArray<Node> Scalars(Node? list) =>
        [.. (list?.Items ?? default).Where(word => word is { IsScalar: true, Scalar.Type: ScalarType.String })];

    // "-c", "-ecx": what follows is read by a shell, or by whatever else the image runs; so is a text with a shell's own syntax.
    private static bool IsScript(Node word)
    {
        var text = word.Value;
        return text.Contains('\n', StringComparison.Ordinal)
            || text.Contains("${", StringComparison.Ordinal)
            || text.Contains("&&", StringComparison.Ordinal)
            || (text.Length is > 1 and < 6 && text[0] == '-' && text.Contains('c', StringComparison.Ordinal)
                && text.AsSpan(1).IndexOutside('a', 'z') < 0);
    }

    private static Finding Unknown(
        RuleContext context, PodTemplate pods, Container container, Node at, string name, IEnumerable<string> known, MessageText where)
    {
        var near = Spelling.Nearest(name, known);
        return context.At(pods.Workload, at,
            $"{where} of {PodText.Container(pods, container)} refers to '$({name})', but the container has no variable '{name}'") with
        {
            Label = $"$({name}) stays as it is",
            Effect = $"the program gets the text $({name}) itself; variables of the image do not count",
            Help = near is not null ? $"did you mean '$({near})'?" : $"add {name} to env, or write $$({name}) if the text is meant",
            Fix = near is not null
                && ScalarEdit.Replace(pods.Workload.Root, at,
                    at.Value.Replace($"$({name})", $"$({near})", StringComparison.Ordinal)) is { } edit
                ? new Fix($"write $({near})", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding Later(RuleContext context, PodTemplate pods, Container container, Variable variable, Variable named) =>
        context.At(pods.Workload, variable.ValueNode!.Value,
            $"variable '{variable.Name}' of {PodText.Container(pods, container)} refers to '$({named.Name:1})', {MessageText.Plain(named.Index == variable.Index ? "itself, which has no value yet" : "which is given only after it")}") with
        {
            Label = $"$({named.Name}) stays as it is",
            Related = [new RelatedSpan(named.NameNode.Span, named.Index == variable.Index ? "the variable" : "given here")],
            Effect = $"the program gets the text $({named.Name}) itself: a variable sees only those before it, and none of the image",
            Help = named.Index == variable.Index ? "write the whole value" : $"move {named.Name} in front of {variable.Name}",
        };

    private sealed record Variable(string Name, Node NameNode, Node Entry, int Index)
    {
        public Node? ValueNode { get; } = Entry.Find("value") is { IsScalar: true, Scalar.Type: ScalarType.String } value ? value : null;

        /// <summary>Null where it comes from elsewhere.</summary>
        public string? Text =>
            Entry.Find("valueFrom") is { IsNull: false } ? null
                : Entry.Find("value") is { IsScalar: true, IsNull: false } value ? value.Value
                : "";

        public string Told => Text is { } text ? Characters.Shorten(text, LongestShown)
            : Entry.Find("valueFrom")?.Entries.FirstOrDefault() is { Key.Tree: not null } source ? source.Key.Value
            : "valueFrom";
    }
}
