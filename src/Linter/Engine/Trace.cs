using System.Collections.Immutable;
using Linter.Graph;
using Linter.Graph.Walks;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>A walk that was asked for, and the unit in which it goes.</summary>
public sealed record TracedWalk(CheckedUnit Unit, JudgedWalk Walk);

/// <summary>What a trace found.</summary>
/// <param name="Target">What was asked.</param>
/// <param name="Walks">The ways, in the order of units; empty where nothing takes it.</param>
public sealed record Trace(TraceTarget Target, ImmutableArray<TracedWalk> Walks)
{
    /// <summary>What is not there: "no Ingress or route has host 'shop.exmaple.com'"; null where something is.</summary>
    public string? Missing { get; private init; }

    /// <summary>What comes nearest to what was asked.</summary>
    public ImmutableArray<string> Nearest { get; private init; } = [];

    /// <summary>The worst that any of the ways comes to; unknown where there is none.</summary>
    public EntryVerdict Verdict =>
        Walks.Any(one => one.Walk.Verdict == EntryVerdict.Broken) ? EntryVerdict.Broken
        : Walks.Any(one => one.Walk.Verdict == EntryVerdict.Doubtful) ? EntryVerdict.Doubtful
        : Walks.Any(one => one.Walk.Verdict == EntryVerdict.Reaches) ? EntryVerdict.Reaches
        : EntryVerdict.Unknown;

    /// <summary>Follows a target through every unit.</summary>
    /// <param name="inspection">The run.</param>
    /// <param name="target">What is asked.</param>
    /// <param name="from">The workload that asks; null for somebody outside.</param>
    public static Trace Of(Inspection inspection, TraceTarget target, TraceTarget? from)
    {
        var walks = ImmutableArray.CreateBuilder<TracedWalk>();
        var units = inspection.Units.Select(unit => (Unit: unit, Walks: new UnitWalks(unit.Graph))).ToList();
        foreach (var (unit, some) in units)
        {
            var source = from is null ? null : Pods(some, from).FirstOrDefault();
            if (from is not null && source is null)
                continue;

            var judgement = new EntryJudgement(unit.Findings);
            walks.AddRange(In(some, target, source).Select(walk => new TracedWalk(unit, judgement.Judge(walk))));
        }

        var trace = new Trace(target, walks.ToImmutable());
        return walks.Count > 0 ? trace : trace.WithNearest([.. units.Select(unit => unit.Walks)], from);
    }

    private static IEnumerable<Walk> In(UnitWalks walks, TraceTarget target, PodTemplate? from) => target.Kind switch
    {
        TraceKind.NodePort => walks.OfNodePort(target.Port!.Value),
        TraceKind.Workload => Pods(walks, target).SelectMany(walks.To),
        TraceKind.Service =>
            walks.Find(target.Name, target.Namespace, from)
                .Select(service => walks.OfService(new NamedService(service, null), target.Port, target.Tail, from)),
        _ => OfUrl(walks, target, from),
    };

    // Whoever asks from a pod means what DNS says. From outside a host of an Ingress comes first, whatever it looks like.
    private static IEnumerable<Walk> OfUrl(UnitWalks walks, TraceTarget target, PodTemplate? from)
    {
        var request = target.Request!;
        if (from is null
            && walks.OfAddress(request.Host, target.Kind == TraceKind.Url ? request.Dialled : request.Port, target.Text)
                .ToList() is { Count: > 0 } addressed)
        {
            return addressed;
        }

        var isUrl = target.Kind == TraceKind.Url || target.Text.Contains('/', StringComparison.Ordinal);
        var isServed = walks.Hosts.Any(host => host == request.Host);
        var services = from is not null || !isServed ? walks.Resolve(request.Host, from, target.Kind == TraceKind.Url) : [];
        if (services.IsEmpty)
            return from is not null && IsOneLabel(target) && !isServed ? [] : walks.OfRequest(request, target.Text);
        return services.Select(service => walks.OfService(service, request.Port ?? (isUrl ? request.Dialled : null), target.Text, from));
    }

    // To a pod a single word is no host of the world: it names a Service of its namespace, or nothing.
    private static bool IsOneLabel(TraceTarget target) =>
        !target.Name.Contains('.', StringComparison.Ordinal) && !target.Name.StartsWith('[');

    private static ImmutableArray<PodTemplate> Pods(UnitWalks walks, TraceTarget target) =>
        walks.FindPods(target.WorkloadKinds, target.Name, target.Namespace) is { IsEmpty: false } found ? found
        : target.WithWholeName() is var whole ? walks.FindPods(whole.WorkloadKinds, whole.Name, null)
        : [];

    private Trace WithNearest(ImmutableArray<UnitWalks> units, TraceTarget? from)
    {
        if (from is not null && !units.Any(unit => !Pods(unit, from).IsEmpty))
        {
            return Lacking($"no workload is {from.Text}",
                NearResource(from, units.SelectMany(unit => unit.Workloads), Names(WorkloadsOf(units, from))));
        }

        return Target.Kind switch
        {
            TraceKind.NodePort =>
                Lacking($"no Service has node port {Target.Port}",
                    [.. units.SelectMany(unit => unit.NodePorts).Distinct()
                        .OrderBy(port => Math.Abs(port - Target.Port!.Value))
                        .Take(3)
                        .Select(port => $"{port}")]),
            TraceKind.Workload when units.Any(unit => !Pods(unit, Target).IsEmpty) =>
                Lacking($"no Service selects the pods of {Target.Text}, so nothing leads there", []),
            TraceKind.Workload =>
                Lacking($"no workload is {Target.Text}", NearResource(Target, Dialled(units), Names(WorkloadsOf(units, Target)))),
            TraceKind.Service =>
                Lacking($"no Service is {Target.Tail}{Called(units)}",
                    NearResource(Target, Dialled(units), Names(units.SelectMany(unit => unit.Services)))),
            _ when from is not null && IsOneLabel(Target) && !units.Any(unit => unit.Hosts.Contains(Target.Name, StringComparer.Ordinal)) =>
                NearService(units, from),
            _ => NearUrl(units),
        };
    }

    private Trace NearService(ImmutableArray<UnitWalks> units, TraceTarget from)
    {
        var elsewhere = units.SelectMany(unit => unit.Find(Target.Name, null, null))
            .Select(service => service.Namespace is null ? service.Name : $"{service.Name}.{service.Namespace}")
            .Distinct(StringComparer.Ordinal)
            .Take(3)
            .ToImmutableArray();
        return elsewhere.IsEmpty
            ? Lacking($"no Service is {Target.Name}{Called(units)}",
                NearResource(Target, Dialled(units), Names(units.SelectMany(unit => unit.Services))))
            : Lacking($"no Service in the namespace of {from.Text} is {Target.Name}", elsewhere);
    }

    private Trace NearUrl(ImmutableArray<UnitWalks> units)
    {
        var request = Target.Request!;
        if (Elsewhere(units, request) is { } elsewhere)
            return elsewhere;

        var hosts = units.SelectMany(unit => unit.Hosts).ToList();
        var services = Target.Kind == TraceKind.Name ? Names(units.SelectMany(unit => unit.Services)).ToList() : [];
        var rules = units.SelectMany(unit => unit.PathsOf(request.Host)).Distinct().ToList();
        var asked = $"{request.Method} {request.Path}";
        if (units.Select(unit => unit.IdleListener(request)).FirstOrDefault(one => one is not null) is { } listener)
        {
            return Lacking(
                $"listener {listener.Name} of Gateway {listener.Gateway.Name} takes host {request.Host}, and no route is attached to it",
                []);
        }

        if (rules.Count == 0 && hosts.Contains(request.Host, StringComparer.OrdinalIgnoreCase))
            return Lacking($"host {request.Host} is there, but no path of it", []);

        if (rules.Count == 0)
        {
            return Lacking(
                $"{(Target.Kind == TraceKind.Name ? "no Service, Ingress or route" : "no Ingress or route")} has host {request.Host}{Called(units)}",
                NearHost(request.Host, hosts, services, units));
        }

        var near = rules.Select(rule => rule.Path).Distinct(StringComparer.Ordinal).Where(path => path != request.Path)
            .OrderByDescending(path => Common(path, request.Path)).ThenBy(path => Spelling.Distance(path, request.Path, 64)).Take(3);
        if (rules.Exists(rule => rule.Host.Length > 0))
        {
            return rules.Exists(rule => rule.Path == request.Path)
                ? Lacking($"host {request.Host} has the path {request.Path}, but no rule of it takes {asked} as it is: method, headers or query differ, or no listener takes it", [])
                : Lacking($"host {request.Host} is there, but none of its paths takes {asked}", [.. near]);
        }

        var named = NearHost(request.Host, hosts, services, units).Take(1);
        return Lacking($"no rule names host {request.Host}, and of the rules for any host none takes {asked}", [.. named, .. near]);
    }

    // The same request at another door would be taken.
    private Trace? Elsewhere(ImmutableArray<UnitWalks> units, WalkRequest request)
    {
        bool IsTaken(WalkRequest other) => units.Any(unit => unit.OfRequest(other, "").Any());
        var rest = request.Host + request.Path;
        if (request.Port is { } port && IsTaken(request with { Port = null }))
            return Lacking($"host {request.Host} is there, but no listener takes it at port {port}", [$"{request.Scheme}://{rest}"]);

        var other = request.Scheme == "https" ? "http" : "https";
        return IsTaken(request with { Scheme = other, Port = null })
            ? Lacking($"host {request.Host} is there, but only for {other}", [$"{other}://{rest}"])
            : null;
    }

    private Trace Lacking(string missing, ImmutableArray<string> nearest) => this with { Missing = missing, Nearest = nearest };

    // The name that was probably meant alone; else what there is, the likest first.
    private static ImmutableArray<string> Near(string name, IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).ToList();
        return Spelling.Nearest(name, all) is { } nearest
            ? [nearest]
            : [.. all.OrderBy(other => Spelling.Distance(name, other, 64)).Take(3)];
    }

    private static IEnumerable<Resource> WorkloadsOf(ImmutableArray<UnitWalks> units, TraceTarget target) =>
        units.SelectMany(unit => unit.Workloads).Where(workload => target.WorkloadKinds.Contains(workload.Kind));

    private static IEnumerable<string> Names(IEnumerable<Resource> resources) => resources.Select(resource => resource.Name);

    // The same name as another kind or in another namespace; then a near name of what is asked for, then of anything that can be.
    private static ImmutableArray<string> NearResource(TraceTarget target, IEnumerable<Resource> others, IEnumerable<string> names)
    {
        var all = others.ToList();
        foreach (var name in new[] { target.WithWholeName().Name, target.Name })
        {
            if (Named(name, all) is { IsEmpty: false } same)
                return same;
        }

        var own = names.ToList();
        return Spelling.Nearest(target.Name, own) is null && Spelling.Nearest(target.Name, Names(all)) is { } nearest
            ? Named(nearest, all)
            : Near(target.Name, own);
    }

    private static IEnumerable<Resource> Dialled(ImmutableArray<UnitWalks> units) =>
        units.SelectMany(unit => unit.Services.Concat(unit.Workloads));

    private static ImmutableArray<string> Named(string name, IEnumerable<Resource> all) =>
        [.. all.Where(resource => resource.Name == name).Select(TraceTarget.Naming)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(3)];

    // A name that only things have to which no request goes.
    private string Called(ImmutableArray<UnitWalks> units) =>
        units.SelectMany(unit => unit.Called(Target.Name)).OrderBy(resource => resource.Kind != Kinds.Ingress).FirstOrDefault() is { } other
            && TraceTarget.Naming(other) is null
            ? $", which is the name of {other.KindName} {other.Name}{(other.KindName == Kinds.Service.Kind ? $" of {other.Kind.Group}" : "")}"
            : "";

    // What has a dot or a path is rather a host than a Service; short names are near to nothing and to everything.
    private ImmutableArray<string> NearHost(string name, List<string> hosts, List<string> services, ImmutableArray<UnitWalks> units)
    {
        var near = Near(name, hosts.Concat(services));
        if (Target.Kind == TraceKind.Url || Spelling.Nearest(name, hosts.Concat(services)) is not null)
            return near;
        if (IsOneLabel(Target) && !Target.Text.Contains('/', StringComparison.Ordinal))
            return NearResource(Target, Dialled(units), hosts.Concat(services));

        var read = ClusterName.Read(name).FirstOrDefault();
        var elsewhere = read is { Namespace: not null, Pod: null } ? Named(read.Service, units.SelectMany(unit => unit.Services)) : [];
        return !elsewhere.IsEmpty ? elsewhere
            : hosts.Count == 0 || near.Length == 1 ? near
            : [.. Near(name, hosts).Concat(Near(name, services)).Distinct(StringComparer.Ordinal).Take(3)];
    }

    private static int Common(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
            length++;
        return length;
    }
}
