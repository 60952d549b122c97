using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>What is said of Services that custom resources name by themselves, and of their ports.</summary>
internal static class NamedBackendFindings
{
    private const string NoSuchService = "no such Service";

    /// <summary>Each name once.</summary>
    public static IEnumerable<Finding> OfNames(RuleContext context)
    {
        var open = context.Graph.NamedBackends
            .DistinctBy(backend => (backend.NameNode, backend.From))
            .Where(backend => !context.Graph.Externals.Has(Kinds.Service, backend.Namespace, backend.Name));
        if (context.Graph.HasNone(Kinds.Service))
        {
            return open.Take(1).Select(backend => Note(context, backend,
                MessageText.Plain("but no Service is among these manifests, so no backend was judged")));
        }

        var services = context.Graph.ServiceNames;
        var named = context.Graph.NamedBackends.ToLookup(backend => backend.From, backend => backend.Name);
        return MissingBackends.Collect(open.Select(backend => (Backend: backend,
            Finding: Weigh(backend, Judge(context, backend, services, named[backend.From]))))
            .Where(judged => judged.Finding is not null)
            .Select(judged => (judged is { Backend.IsRoute: true, Finding: { Label: NoSuchService, Related.IsEmpty: true } }
                ? $"{judged.Backend.Namespace}/{judged.Backend.Name}"
                : null,
                judged.Finding!)));
    }

    /// <summary>Each port once.</summary>
    public static IEnumerable<Finding> OfPorts(RuleContext context)
    {
        // Told of as what it is: a string where a number has to be.
        var mistyped = context.Graph.NamedBackends.Where(backend => backend.Port?.Name is not null)
            .Select(backend => backend.From)
            .Distinct()
            .SelectMany(resource => context.Graph.Schemas.ProblemsOf(resource))
            .Where(problem => problem.Kind == SchemaProblemKind.WrongType)
            .Select(problem => problem.At)
            .ToHashSet();
        return context.Graph.NamedBackends
            .Where(backend => backend.Port is { } port && !mistyped.Contains(port.Node))
            .DistinctBy(backend => (backend.Port!.Value.Node, backend.Name, backend.From))
            .Select(backend => Weigh(backend, JudgePort(context, backend, backend.Port!.Value)))
            .OfType<Finding>();
    }

    private static Finding? Judge(RuleContext context, NamedBackend backend, ServiceNames services, IEnumerable<string> named)
    {
        var (name, @namespace) = (backend.Name, backend.Namespace);
        var found = context.Graph.Find(Kinds.Service, @namespace, name);
        if (!found.Certain.IsEmpty || ServiceNames.IsInEveryCluster(@namespace, name))
            return null;
        if (!found.Possible.IsEmpty)
        {
            return Note(context, backend,
                Namespaces.WhyPerhaps(@namespace, found.Possible[0].Namespace)) with
            {
                Related = [Whereabouts.Of(Whereabouts.Nearest(backend.From, found.Possible))],
                Help = Namespaces.HelpToMeet(@namespace, found.Possible[0].Namespace),
            };
        }

        if (services.Maker(@namespace, name) is { } maker && maker != backend.From)
        {
            return Note(context, backend,
                MessageText.Of($"which '{maker:1}' seems to make, so its ports were not judged")) with
            {
                Related = [Whereabouts.ServiceMaker(maker, name)],
            };
        }

        var nowhere = MessageText.Of($"which no manifest in {Namespaces.Describe(@namespace)} defines");
        if (backend.IsOfTraefik && TraefikBackend.ComposedOf(context.Graph, backend.From.Kind, @namespace, name) is { } composed)
        {
            return Instead(context, backend, composed, MessageText.Of($"{nowhere}; '{composed:1}' is of another kind"),
                $"write kind: {composed.KindName} beside the name");
        }

        // A namespace that is named and of which no Service is here may well hold one of the same name.
        if (context.Graph.FindAnywhere(Kinds.Service, name) is [{ } elsewhere, ..]
            && (@namespace == backend.From.Namespace || !services.In(@namespace).IsEmpty))
        {
            return InOtherNamespace(context, backend, elsewhere);
        }

        if (!context.Graph.Shows(Kinds.Service, @namespace) || ServiceNames.IsOfTheCluster(@namespace))
        {
            return Note(context, backend,
                MessageText.Of($"but no Service of {Namespaces.Describe(@namespace)} is among these manifests, so it was not judged"));
        }

        if (services.RenamedFrom(@namespace, name) is { } renamed)
        {
            return Instead(context, backend, renamed, MessageText.Of($"which kustomize renders as '{renamed.Name:1}'"),
                $"kustomize does not rename what this resource refers to: tell it so in the nameReference of its configurations, or name '{renamed.Name}'");
        }

        if (services.Nearest(@namespace, name) is { } near && !named.Contains(near.Name, StringComparer.Ordinal))
        {
            return Instead(context, backend, near, MessageText.Of($"{nowhere}; nearest is '{near:1}'"), $"did you mean '{near.Name}'?") with
            {
                Fix = ScalarEdit.Replace(backend.Owner, backend.NameNode, backend.Prefix + near.Name + backend.Suffix) is { } edit
                    ? new Fix($"name Service '{near.Name}'", [edit], IsSafe: false)
                    : null,
            };
        }

        if (WellKnownObjects.BringerOfService(@namespace, name) is { } bringer)
            return Note(context, backend, MessageText.Of($"{nowhere} but {MessageText.Plain(bringer)} brings along, so it was not judged"));

        return context.Closed(context.At(backend.From, backend.NameNode, $"{Who(backend)}, {nowhere}") with
        {
            Label = NoSuchService,
            Effect = backend.Effect,
            Notes = [services.LookedAt(@namespace)],
            Help = $"name a Service of this namespace, or {Whereabouts.DeclareIt}",
        }, Makes.Services, hasEvidence: false);
    }

    private static MessageText Who(NamedBackend backend) => backend.IsRoute
        ? MessageText.Of($"'{backend.From}' sends to Service '{backend.Name}'")
        : MessageText.Of($"'{backend.From}' has Service '{backend.Name}' for its '{backend.Field}'");

    private static Finding Instead(RuleContext context, NamedBackend backend, Resource meant, MessageText why, string help) =>
        context.Closed(context.At(backend.From, backend.NameNode, $"{Who(backend)}, {why}") with
        {
            Label = NoSuchService,
            Related = [Whereabouts.Definition(meant)],
            Effect = backend.Effect,
            Help = help,
        }, Makes.Services, hasEvidence: true);

    private static Finding InOtherNamespace(RuleContext context, NamedBackend backend, Resource elsewhere) =>
        Instead(context, backend, elsewhere, MessageText.Of($"which is in namespace '{elsewhere.Namespace:1}'"),
            backend.IsText
                ? $"write {backend.Prefix}{backend.Name}.{elsewhere.Namespace}{backend.Suffix}"
                : backend.IsOfTraefik
                ? $"write namespace: {elsewhere.Namespace} beside the name, which Traefik takes where allowCrossNamespace is set"
                : "put both into one namespace") with
        {
            Related = [Whereabouts.Of(elsewhere)],
        };

    // Emissary may be told to look in its own namespace instead (use_ambassador_namespace_for_service_resolution).
    private static Finding? Weigh(NamedBackend backend, Finding? finding) =>
        (backend.IsText || backend.IsSpared) && finding is { Severity: > Severity.Warning }
            ? finding with { Severity = Severity.Warning }
            : finding;

    private static Finding Note(RuleContext context, NamedBackend backend, MessageText why) =>
        context.At(backend.From, backend.NameNode, Severity.Note, $"{Who(backend)}, {why}");

    // Of an ExternalName any number will do. Whether TCP or UDP is meant, the kind says.
    private static Finding? JudgePort(RuleContext context, NamedBackend backend, IntOrString asked)
    {
        var services = backend.Services(context.Graph);
        // What dials a name comes to the pods themselves where the Service is headless.
        if (asked.Number is < 0 or > 65535 || services.IsEmpty || (backend.IsText && services.Any(service => service.IsHeadless))
            || services.Any(service => service.IsExternalName || service.HasUnreadPorts
                || service.Ports.Any(port => AskedPort.Find(service, asked, port.Protocol) is not null)))
        {
            return null;
        }

        var kind = backend.From.KindName;
        var answer = new PortAnswer($"{("AEIOH".Contains(kind[0], StringComparison.Ordinal) ? "an" : "a")} {kind}", "TCP", services[0],
            asked, AskedPort.Explain(services[0], asked));
        return context.At(backend.From, asked.Node,
            $"'{backend.From}' sends to port '{asked}' of Service '{backend.Name}', {answer.Exposed}{answer.Explained}") with
        {
            Label = "the Service has no such port",
            Related = answer.Related,
            Effect = backend.Effect,
            Help = answer.Help,
            Fix = backend.IsText ? null : answer.FixIn(backend.Owner, takesNames: true),
        };
    }
}
