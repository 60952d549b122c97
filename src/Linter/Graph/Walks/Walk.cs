using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph.Walks;

/// <summary>What can be said of one step of a walk.</summary>
public enum WalkMark : byte
{
    Ok,

    /// <summary>It works, but not always or not for everybody.</summary>
    Warn,

    /// <summary>Nothing gets farther.</summary>
    Broken,

    /// <summary>It leads to what these manifests do not show.</summary>
    Unknown,

    /// <summary>It was not judged, and says nothing of the others.</summary>
    Skipped,
}

/// <summary>What a step is.</summary>
public enum HopKind : byte
{
    Gateway,
    Host,
    Tls,
    Path,
    Name,
    Node,
    Address,
    Backend,
    Service,
    Port,
    TargetPort,
    Pods,
    Probes,
    Policy,
}

/// <summary>How something gets into a unit.</summary>
public enum EntryKind
{
    Ingress,
    Route,
    LoadBalancer,
    NodePort,
    ExternalIP,

    /// <summary>A Service that workloads of the unit call by its name.</summary>
    Call,
}

/// <summary>
/// Where findings about a step lie. One object stands for all walks that share the step, so that it is looked up once.
/// </summary>
public class WalkSuspects
{
    private ImmutableArray<SourceSpan> areas;

    internal WalkSuspects(ImmutableArray<SourceSpan> areas, params ImmutableArray<string> causes)
    {
        this.areas = areas;
        Causes = causes;
    }

    /// <summary>They are a whole resource, of which only that counts which refuses it or keeps it from running.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The places: findings within them are about the step.</summary>
    public ImmutableArray<SourceSpan> Areas
    {
        get
        {
            if (areas.IsDefault)
                areas = Find();
            return areas;
        }
    }

    /// <summary>Rules that report this very break; empty where the step itself is whole.</summary>
    public ImmutableArray<string> Causes { get; }

    /// <summary>
    /// Places that are looked for when there are findings at all; by a static function, so that nothing but its argument is kept for it.
    /// </summary>
    internal static WalkSuspects At<T>(T about, Func<T, ImmutableArray<SourceSpan>> areas, bool isWhole = false) =>
        new Later<T>(about, areas) { IsWhole = isWhole };

    private protected virtual ImmutableArray<SourceSpan> Find() => [];

    private sealed class Later<T>(T about, Func<T, ImmutableArray<SourceSpan>> areas) : WalkSuspects(default)
    {
        private protected override ImmutableArray<SourceSpan> Find() => areas(about);
    }
}

/// <summary>Pods at which a walk arrives.</summary>
/// <param name="Workload">What makes them.</param>
/// <param name="Replicas">How many; null where the manifest does not say.</param>
/// <param name="Port">The number at which they are dialled; null where it is not known.</param>
/// <param name="Container">The container that declares the port; empty where none does.</param>
public sealed record WalkPods(Resource Workload, int? Replicas, int? Port, string Container);

/// <summary>One step of a walk. Its texts are put together when they are read.</summary>
public sealed record WalkHop
{
    private readonly Wording what;
    private readonly Wording how;
    private readonly Wording brief;
    private readonly SourceSpan at;

    internal WalkHop(HopKind kind, WalkMark mark, Wording what, Wording how, SourceSpan? at, Wording brief = default)
    {
        Kind = kind;
        Mark = mark;
        this.what = what;
        this.how = how;
        At = at;
        this.brief = brief;
    }

    /// <summary>What it is.</summary>
    public HopKind Kind { get; }

    /// <summary>As far as the links tell.</summary>
    public WalkMark Mark { get; init; }

    /// <summary>"80 → none", "2 replicas".</summary>
    public string What => what.ToString();

    /// <summary>What decided it, or what it means; empty for nothing.</summary>
    public string How
    {
        get => how.ToString();
        internal init => how = value;
    }

    /// <summary>What it is called in one line: "Service shop/cart:8080"; empty where it is left out of that.</summary>
    public string Brief => brief.ToString();

    /// <summary>Where it stands; null where nothing says it.</summary>
    public SourceSpan? At
    {
        get => at.Source is null ? null : at;
        init => at = value ?? default;
    }

    /// <summary>For a break: what would have to stand there for the walk to go on as it does; empty where that is not known.</summary>
    public string Instead { get; init; } = "";

    /// <summary>Where its findings lie.</summary>
    public ImmutableArray<WalkSuspects> Suspects { get; init; } = [];

    /// <summary>Its suspects stand beside each other: it breaks where all of them do, and is doubtful where some do.</summary>
    public bool HasAlternatives => Kind is HopKind.Pods or HopKind.Probes;

    /// <summary>What it comes to where it looks broken, but no error says so.</summary>
    public WalkMark Otherwise { get; init; } = WalkMark.Unknown;

    /// <summary>What it comes to where only a warning says it; null for <see cref="Otherwise"/>.</summary>
    public WalkMark? Warned { get; init; }

    /// <summary>0 for the trunk, else the number of the backend that it leads to.</summary>
    public int Branch { get; init; }

    /// <summary>Where it arrives.</summary>
    public ImmutableArray<WalkPods> Pods => Arrival?.Pods ?? [];

    /// <summary>The same as it was found; null where it does not arrive.</summary>
    internal WalkArrival? Arrival { get; init; }
}

/// <summary>A way into a unit. Its name is put together when it is read.</summary>
public sealed record EntryPoint
{
    private readonly Wording name;

    internal EntryPoint(EntryKind kind, Wording name, Resource owner, SourceSpan at)
    {
        Kind = kind;
        this.name = name;
        Owner = owner;
        At = at;
    }

    /// <summary>How.</summary>
    public EntryKind Kind { get; }

    /// <summary>"shop.example.com/api/cart", "node port 30080", "cart.shop:7070".</summary>
    public string Name
    {
        get => name.ToString();
        internal init => name = value;
    }

    /// <summary>The resource that opens it: an Ingress, a route, a Service.</summary>
    public Resource Owner { get; }

    /// <summary>The scalar that says it.</summary>
    public SourceSpan At { get; }
}

/// <summary>The way of a request from an entry point to pods, as the links of a unit go.</summary>
/// <param name="Entry">Where it begins.</param>
/// <param name="Hops">From the outside in; those behind a broken one are what would follow if it were mended.</param>
public sealed record Walk(EntryPoint Entry, ImmutableArray<WalkHop> Hops);
