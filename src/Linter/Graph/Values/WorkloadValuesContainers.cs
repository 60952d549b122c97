using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Fields of a container (k8s.io/kubernetes pkg/apis/core/validation/validation.go, validateContainerCommon).</summary>
internal static class WorkloadValuesContainers
{
    private const string RestartPolicy = "restartPolicy";
    private const int LongestShown = 40;

    // Container restart rules: alpha and off in 1.34, on from 1.35.
    private const int RestartRules = 35;

    private static readonly ClosedSet PullPolicies = new(true, "Always", "IfNotPresent", "Never");
    private static readonly ClosedSet MessagePolicies = new(true, "File", "FallbackToLogsOnError");
    private static readonly ClosedSet Protocols = new(true, "TCP", "UDP", "SCTP");
    private static readonly ClosedSet RestartPolicies = new(false, "Always", "OnFailure", "Never");
    private static readonly ClosedSet OnlyAlways = new(false, "Always");
    private static readonly ClosedSet ResizePolicies = new(false, "NotRequired", "RestartContainer");

    public static void Check(WorkloadReport report, LinkGraph graph, PodTemplate pods, Container container, MountedVolumes mounted)
    {
        var owner = OwnerOf(report, container);
        if (container.Node.Find("name") is { } name && name.Value.Length > 0)
            Name(report, name, container);
        report.OneOf(owner, container.Node, "imagePullPolicy", PullPolicies);
        report.OneOf(owner, container.Node, "terminationMessagePolicy", MessagePolicies);
        Restart(report, owner, container);
        foreach (var port in container.Ports)
            Port(report, owner, port);

        WorkloadValuesEnvironment.Check(report, owner, container.Node);
        WorkloadValuesMounts.Check(report, owner, container.Node);
        mounted.Check(owner, container);
        WorkloadValuesResources.Check(report, owner, container.Node);
        if (container.IsLongRunning)
            WorkloadValuesProbes.Check(report, owner, pods, container);
        if (container.Node.Find("securityContext") is { IsMapping: true } security)
        {
            WorkloadValuesSecurity.Check(report, owner, security);
            WorkloadValuesSystem.Check(report, owner, pods.Spec, security);
        }

        Claims(report, owner, pods, container);
        WorkloadValuesSecurity.User(report, owner, container.Node.Find("securityContext"), pods.Spec?.Find("securityContext"));
        Words(report, graph, owner, container);
        foreach (var policy in container.Node.Find("resizePolicy")?.Items ?? default)
            report.OneOf(owner, policy, "restartPolicy", ResizePolicies);
    }

    /// <summary>The variables of all containers, and nothing else.</summary>
    public static void CheckEnvironment(WorkloadReport report, PodTemplate pods)
    {
        foreach (var container in pods.Containers.Where(container => container.Node.IsMapping))
            WorkloadValuesEnvironment.Check(report, OwnerOf(report, container), container.Node);
    }

    private static Owner OwnerOf(WorkloadReport report, Container container) =>
        new(report.Resource, container.Node, container.IsInit ? "init container" : "container", Handlers.TitleOf(container));

    private static void Name(WorkloadReport report, Node name, Container container)
    {
        if (WorkloadReport.Text(name) is not { } text || DnsNames.IsLabel(text))
            return;

        report.Add(new ValueProblem(report.Resource, name,
            MessageText.Of($"'{report.Resource}' calls {MessageText.Plain(container.IsInit ? "an init container" : "a container")} '{text}', but {NameGrammar.DnsLabel.FaultOf(text)}"),
            IsName: true)
        {
            Label = $"not {NameGrammar.DnsLabel.Title}",
            Help = NameGrammar.DnsLabel.Suggest(text) is { } suggested ? $"did you mean '{suggested}'?" : NameGrammar.DnsLabel.Help,
        });
    }

    // What the pod has no claim of (validateResourceClaimNames).
    private static void Claims(WorkloadReport report, Owner owner, PodTemplate pods, Container container)
    {
        if (container.Node.Find("resources")?.Find("claims") is not { IsSequence: true } claims)
            return;

        var given = (pods.Spec?.Find("resourceClaims")?.Items ?? default).Select(claim => claim.Find("name")).OfType<Node>().ToList();
        foreach (var claim in claims.Items)
        {
            if (claim.Find("name") is not { } name || WorkloadReport.Text(name) is not { Length: > 0 } text
                || given.Exists(node => node.Is(text)))
            {
                continue;
            }

            var near = Spelling.Nearest(text, given.Select(node => node.Value));
            report.Add(new ValueProblem(report.Resource, name,
                MessageText.Of($"{owner.Text} uses the claim '{text}', which is none of the pod's resourceClaims"))
            {
                Label = "no such claim",
                Related = near is null ? null : new RelatedSpan(given.Find(node => node.Is(near)).Span, "a claim of the pod"),
                Help = near is null ? "add it to the pod's resourceClaims" : $"did you mean '{near}'?",
                Fix = near is not null && ScalarEdit.Replace(report.Resource.Root, name, near) is { } edit
                    ? new Fix($"use claim {near}", [edit], IsSafe: false)
                    : null,
            });
        }
    }

    // command and args are one list; a probe or hook has a list of its own.
    private static void Words(WorkloadReport report, LinkGraph graph, Owner owner, Container container)
    {
        var words = CommandLine.WordsOf(container.Node);
        ShellWords(report, owner, words);
        FlagNames.Check(report, graph, container, words);
        if (container.Node.Find("command") is { Items.Count: > 0 } && CommandLine.FindOperator(words) is { } @operator)
            report.Add(Unread(report, owner, words[0], @operator));
        foreach (var handler in container.Handlers)
            ShellWords(report, owner, handler.Command);
    }

    private static void ShellWords(WorkloadReport report, Owner owner, ImmutableArray<Node> words)
    {
        if (CommandLine.FindQuotedOption(words) is { } option)
            report.Add(Quoted(report, owner, words[0], option));
        if (CommandLine.FindUnreadWord(words) is not { } unread)
            return;

        report.Add(new ValueProblem(report.Resource, unread.Word,
            MessageText.Of($"the shell of {owner.Text} runs '{Shown(unread.Script):1}' alone; '{Shown(unread.Word)}' is an item of its own, which the script does not use"))
        {
            Severity = Severity.Warning,
            Label = "not part of the script",
            Related = new RelatedSpan(unread.Script.Head, "the whole script"),
            Effect = "what stands behind the script is its $0, $1 and so on; the command runs without it",
            Help = "write the script as one item",
        });
    }

    private static ValueProblem Quoted(WorkloadReport report, Owner owner, Node shell, Node option)
    {
        var meant = option.Value[..^1];
        return new ValueProblem(report.Resource, option,
            MessageText.Of($"{owner.Text} gives its shell the option '{option.Value}': the quotation mark at its end is a part of it, as none stands before it"))
        {
            Label = "no option of a shell",
            Related = new RelatedSpan(shell.Span, "the shell that is run"),
            Effect = "the shell refuses it, and the container ends at once",
            Help = $"write {meant}",
            Fix = ScalarEdit.Replace(report.Resource.Root, option, meant) is { } edit ? new Fix($"write {meant}", [edit], IsSafe: false) : null,
        };
    }

    private static ValueProblem Unread(WorkloadReport report, Owner owner, Node program, Node @operator) =>
        new(report.Resource, @operator,
            MessageText.Of($"the command of {owner.Text} hands '{@operator.Value}' to '{Shown(program):1}' as it stands: no shell reads it"))
        {
            Severity = Severity.Warning,
            Label = "shell syntax without a shell",
            Related = new RelatedSpan(program.Span, "the container starts this executable itself"),
            Effect = "the program takes it for one of its arguments, and what stands behind it for more of them",
            Help = "run it by a shell: sh, -c and the whole line as three items",
        };

    private static string Shown(Node word) => Characters.Shorten(word.Value.Trim(), LongestShown);

    private static void Restart(WorkloadReport report, Owner owner, Container container)
    {
        if (container.Node.FindEntry(RestartPolicy) is not { Value: { IsNull: false } value } entry)
            return;

        if (report.KubernetesMinor >= RestartRules)
        {
            report.WordOf(owner, value, RestartPolicy, RestartPolicies);
        }
        else if (container.IsInit)
        {
            report.WordOf(owner, value, RestartPolicy, OnlyAlways);
        }
        else
        {
            report.Add(entry.Key, $"{owner.Text} has 'restartPolicy', which only init containers may have before Kubernetes '1.35'",
                "not allowed here", "remove it; the pod's restartPolicy holds for its containers");
        }
    }

    private static void Port(WorkloadReport report, Owner owner, ContainerPort port)
    {
        report.Within(owner, port.Node, "containerPort", 1, 65535);
        if (WorkloadReport.Integer(port.Node.Find("hostPort")) is not 0)
            report.Within(owner, port.Node, "hostPort", 1, 65535);
        report.OneOf(owner, port.Node, "protocol", Protocols);
        if (port.NameNode is { } name && port.Name is { } text && !Grammars.IsPortName(text) && WorkloadReport.Text(name) is not null)
        {
            report.Add(new ValueProblem(report.Resource, name,
                MessageText.Of($"{owner.Text} calls a port '{text}', but {NameGrammar.PortName.FaultOf(text)}"), IsName: true)
            {
                Label = $"not {NameGrammar.PortName.Title}",
                Help = NameGrammar.PortName.Suggest(text) is { } suggested ? $"did you mean '{suggested}'?" : NameGrammar.PortName.Help,
            });
        }

        if (port.Node.Find("hostIP") is { } address && WorkloadReport.Text(address) is { Length: > 0 } host && !Addresses.IsAddress(host))
        {
            report.Add(address, $"'{owner.PathOf(address, "hostIP")}' of {owner.Text} is '{host}', which is no IP address", "no IP address",
                "write an IPv4 or IPv6 address, or remove hostIP");
        }
    }
}
