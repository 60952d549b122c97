using System.Runtime.CompilerServices;
using Linter.Text;

namespace Linter.Manifests;

/// <summary>
/// Follows a template with the values that are known, to say what text may come of it and where each piece is from. It need
/// not be right: the text that helm wrote decides. What is not known stays open: a choice, a loop, unknown text.
/// </summary>
/// <param name="defined">The body of a named template and the file that defines it.</param>
/// <param name="isLoose">What the values say of conditions is only a preference.</param>
/// <param name="budget">How many pieces and steps may be made in all.</param>
internal sealed class HelmRun(Func<string, (HelmTemplate Template, HelmPart[] Parts)?> defined, bool isLoose, int budget)
{
    private const int MaxDepth = 200;
    private const int Unlikely = 3;
    private const int CharactersPerStep = 64;

    private readonly List<(HelmScope Scope, string Name, HelmValue? Old)> assigned = [];
    private SourceText? source;
    private int depth;
    private int spent;

    private enum Signal
    {
        None,
        Break,
        Continue,
    }

    public bool IsSpent => spent > budget;

    public int Spent => spent;

    public HelmRope Run(HelmTemplate template, HelmPart[] parts, HelmValue dot)
    {
        var strands = new List<HelmStrand>();
        if (IsSpent)
            return HelmRope.Unknown([], true);

        var scope = new HelmScope(null);
        scope.Variables["$"] = dot;
        var outer = source;
        source = template.Backing is null ? template.Source : null;
        Walk(parts, new Body(template, new HelmFrame(), strands), dot, scope);
        source = outer;
        return new HelmRope(strands);
    }

    /// <summary>What include gives.</summary>
    public HelmValue Include(string? name, HelmValue argument) => name is not null && defined(name) is { } body
        ? new HelmTextValue(Run(body.Template, body.Parts, argument))
        : HelmUnknown.Any;

    /// <summary>What tpl gives.</summary>
    public HelmValue Rendered(HelmValue text, HelmValue context)
    {
        var rope = text.Written();
        if (rope.Known() is not { } known)
            return text;
        if (!known.Contains("{{", StringComparison.Ordinal))
            return new HelmTextValue(rope);

        var template = new HelmTemplate(new SourceText("", known)) { Backing = rope };
        return new HelmTextValue(Run(template, template.Parts, context));
    }

    /// <summary>Counts what a function did, in pieces and steps.</summary>
    public void Spend(int count) => spent += count;

    private Signal Walk(HelmPart[] parts, Body body, HelmValue dot, HelmScope scope)
    {
        if (depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            body.Strands.Add(new HelmPiece(null, null, []) { MayBreak = true });
            return Signal.None;
        }

        depth++;
        var signal = WalkAll(parts, body, dot, scope);
        depth--;
        return signal;
    }

    private Signal WalkAll(HelmPart[] parts, Body body, HelmValue dot, HelmScope scope)
    {
        foreach (var part in parts)
        {
            Spend(1);
            if (IsSpent)
            {
                body.Strands.Add(new HelmPiece(null, null, []) { MayBreak = true });
                return Signal.None;
            }

            switch (part)
            {
                case HelmLiteral literal:
                    WriteLiteral(body, literal);
                    break;
                case HelmAction action:
                    var value = Value(action.Pipeline, dot, scope);
                    if (!Assign(action.Pipeline, value, scope))
                        Write(body, action, value.Written());
                    break;
                case HelmCall call:
                    var argument = call.Argument is null ? HelmNone.Absent : Value(call.Argument, dot, scope);
                    Write(body, call, Include(call.Name, argument).Written());
                    break;
                case HelmBlock { Kind: HelmBlockKind.Range } range:
                    Range(range, body, dot, scope);
                    break;
                case HelmBlock block:
                    if (Branch(block, body, dot, scope) is not Signal.None and var signal)
                        return signal;
                    break;
                case HelmJump jump:
                    return jump.IsBreak ? Signal.Break : Signal.Continue;
                default:
                    Write(body, part, HelmRope.Unknown([], true));
                    break;
            }
        }

        return Signal.None;
    }

    private Signal Branch(HelmBlock block, Body body, HelmValue dot, HelmScope outer)
    {
        var scope = new HelmScope(outer);
        var value = Value(block.Pipeline, dot, scope);
        Assign(block.Pipeline, value, scope);
        var inner = block.Kind == HelmBlockKind.With ? value : dot;
        if (value.Truth is { } truth && !isLoose)
            return truth ? Walk(block.Body, body, inner, scope) : Walk(block.Else, body, dot, scope);

        var mark = assigned.Count;
        var then = Alternative(block.Body, body, value.Truth == false && block.Kind == HelmBlockKind.With ? HelmUnknown.Any : inner, scope);
        var thenChanges = TakeBack(mark);
        var otherwise = Alternative(block.Else, body, dot, scope);
        var elseChanges = TakeBack(mark);
        body.Strands.Add(new HelmChoice([(then, value.Truth == false ? Unlikely : 0), (otherwise, value.Truth == true ? Unlikely : 0)]));
        foreach (var (variable, one) in thenChanges)
            Change(variable, Joined(one, elseChanges.GetValueOrDefault(variable) ?? Current(variable)));
        foreach (var (variable, other) in elseChanges.Where(change => !thenChanges.ContainsKey(change.Key)))
            Change(variable, Joined(Current(variable), other));
        return Signal.None;
    }

    private HelmRope Alternative(HelmPart[] parts, Body body, HelmValue dot, HelmScope scope)
    {
        var strands = new List<HelmStrand>();
        Walk(parts, body with { Strands = strands }, dot, new HelmScope(scope));
        return new HelmRope(strands);
    }

    private void Range(HelmBlock block, Body body, HelmValue dot, HelmScope outer)
    {
        var value = Value(block.Pipeline, dot, outer);
        var items = Items(value);
        var any = isLoose || items is null;
        if (items is { Count: 0 } && !any)
        {
            Walk(block.Else, body, dot, new HelmScope(outer));
            return;
        }

        foreach (var (key, item) in items ?? [])
        {
            var strands = isLoose ? [] : body.Strands;
            var signal = Walk(block.Body, body with { Strands = strands }, item, ItemScope(block, outer, key, item));
            if (isLoose)
                body.Strands.Add(new HelmChoice([(new HelmRope(strands), 0), (HelmRope.Empty, Unlikely)]));
            if (signal == Signal.Break)
                break;
        }

        if (!any)
            return;

        var mark = assigned.Count;
        var unknown = new HelmUnknown(true) { Leaves = [.. value.AllLeaves()] };
        var loop = Alternative(block.Body, body, unknown, ItemScope(block, outer, unknown, unknown));
        foreach (var (variable, changed) in TakeBack(mark))
            Change(variable, new HelmUnknown(true) { Leaves = [.. changed.AllLeaves()] });
        body.Strands.Add(new HelmLoop(loop, items is null ? 0 : Unlikely));
    }

    private static HelmScope ItemScope(HelmBlock block, HelmScope outer, HelmValue key, HelmValue item)
    {
        var scope = new HelmScope(outer);
        var names = block.Pipeline.Variables;
        if (names.Length > 0)
            scope.Variables[names[^1]] = item;
        if (names.Length > 1)
            scope.Variables[names[0]] = key;
        return scope;
    }

    // Null where it is not known how many there are.
    private static List<(HelmValue Key, HelmValue Item)>? Items(HelmValue value) => value switch
    {
        HelmList list => [.. list.Items.Select((item, index) => ((HelmValue)new HelmNumber(index), item))],
        HelmMap { IsOpen: false } map => [.. map.Entries.Select(entry =>
            ((HelmValue)new HelmTextValue(HelmRope.Of(entry.Key, entry.Value.Key is { } leaf ? [leaf] : [])), entry.Value.Value))],
        HelmNone => [],
        HelmNumber { Value: >= 0 and < 10_000 } number =>
            [.. Enumerable.Range(0, (int)number.Value)
                .Select(index => ((HelmValue)new HelmNumber(index), (HelmValue)new HelmNumber(index)))],
        _ => null,
    };

    private bool Assign(HelmPipeline pipeline, HelmValue value, HelmScope scope)
    {
        if (pipeline.Variables is not [var name, ..])
            return false;

        if (pipeline.Declares)
            scope.Variables[name] = value;
        else if (scope.Holder(name) is { } holder)
            Change((holder, name), value);
        return true;
    }

    private void Change((HelmScope Scope, string Name) variable, HelmValue value)
    {
        assigned.Add((variable.Scope, variable.Name, variable.Scope.Variables.GetValueOrDefault(variable.Name)));
        variable.Scope.Variables[variable.Name] = value;
    }

    private static HelmValue Current((HelmScope Scope, string Name) variable) =>
        variable.Scope.Variables.GetValueOrDefault(variable.Name) ?? HelmNone.Absent;

    // What was assigned since the mark, undone.
    private Dictionary<(HelmScope Scope, string Name), HelmValue> TakeBack(int mark)
    {
        var changes = new Dictionary<(HelmScope, string), HelmValue>();
        for (var index = mark; index < assigned.Count; index++)
            changes[(assigned[index].Scope, assigned[index].Name)] = Current((assigned[index].Scope, assigned[index].Name));
        for (var index = assigned.Count - 1; index >= mark; index--)
        {
            if (assigned[index].Old is { } old)
                assigned[index].Scope.Variables[assigned[index].Name] = old;
        }

        assigned.RemoveRange(mark, assigned.Count - mark);
        return changes;
    }

    /// <summary>One or the other.</summary>
    public static HelmValue Joined(HelmValue one, HelmValue other)
    {
        if (ReferenceEquals(one, other))
            return one;
        if (one is HelmMap or HelmList or HelmUnknown || other is HelmMap or HelmList or HelmUnknown)
            return new HelmUnknown(true) { Leaves = [.. one.AllLeaves().Concat(other.AllLeaves()).Take(8)] };
        return new HelmTextValue(new HelmRope([new HelmChoice([(one.Written(), 0), (other.Written(), 0)])]));
    }

    private void WriteLiteral(Body body, HelmLiteral literal)
    {
        var template = body.Template;
        if (template.Backing is { } backing)
        {
            Spend(backing.Strands.Count);
            body.Strands.AddRange(backing.Cut(literal.Start, literal.End).Strands);
            return;
        }

        Spend((literal.End - literal.Start) / CharactersPerStep);
        var place = new HelmPlace(body.Frame, template.Source, literal.Start, literal.End, true, false, null);
        body.Strands.Add(new HelmPiece(template.Source.Text[literal.Start..literal.End], place, []));
    }

    private void Write(Body body, HelmPart part, HelmRope rope)
    {
        if (body.Template.Backing is { } backing)
        {
            Spend(backing.Strands.Count);
            var carrier = backing.Cut(part.Start, part.End).Strands.OfType<HelmPiece>().FirstOrDefault();
            var carried = carrier is { Place: { IsLiteral: true } line }
                ? line with
                {
                    IsLiteral = false,
                    Start = line.Start + carrier.Offset,
                    End = line.Start + carrier.Offset + carrier.Text!.Length
                }
                : carrier?.Place;
            body.Strands.AddRange(Wrapped(rope, inner => inner ?? carried, carrier?.Leaves ?? [], 0).Strands);
            return;
        }

        var plain = new HelmPlace(body.Frame, body.Template.Source, part.Start, part.End, false, false, null);
        body.Strands.AddRange(Wrapped(rope, inner => inner is null ? plain : plain with { Inner = inner }, [], 0).Strands);
    }

    private HelmRope Wrapped(HelmRope rope, Func<HelmPlace?, HelmPlace?> placed, HelmLeaf[] leaves, int level)
    {
        var strands = new List<HelmStrand>(rope.Strands.Count);
        foreach (var strand in rope.Strands)
        {
            Spend(1 + (strand is HelmPiece { Text: { } text } ? text.Length / CharactersPerStep : 0));
            if (IsSpent || level > 60)
                return HelmRope.Unknown([], true);

            strands.Add(strand switch
            {
                HelmPiece piece =>
                    new HelmPiece(piece.Text, placed(piece.Place),
                        leaves.Length == 0 ? piece.Leaves : [.. piece.Leaves, .. leaves])
                        {
                            Offset = piece.Offset,
                            MayBreak = piece.MayBreak
                        },
                HelmChoice choice =>
                    new HelmChoice([.. choice.Options.Select(option => (Wrapped(option.Rope, placed, leaves, level + 1), option.Cost))]),
                HelmLoop loop => new HelmLoop(Wrapped(loop.Body, placed, leaves, level + 1), loop.Cost),
                _ => strand,
            });
        }

        return new HelmRope(strands);
    }

    private HelmValue Value(HelmPipeline pipeline, HelmValue dot, HelmScope scope)
    {
        HelmValue? piped = null;
        foreach (var command in pipeline.Commands)
            piped = Value(command, piped, dot, scope);
        return piped ?? HelmNone.Absent;
    }

    private HelmValue Value(HelmTerm[] command, HelmValue? piped, HelmValue dot, HelmScope scope)
    {
        Spend(1);
        if (command[0] is HelmFunction function)
        {
            var arguments = new List<HelmValue>(command.Length);
            foreach (var term in command.AsSpan(1))
                arguments.Add(Value(term, dot, scope));
            if (piped is not null)
                arguments.Add(piped);
            foreach (var argument in arguments)
                Spend(Weight(argument));
            if (IsSpent)
                return HelmUnknown.Any;

            var result = HelmFunctions.Call(this, function.Name, arguments);
            Spend(Weight(result));
            return result;
        }

        if (command.Length == 1)
            return Value(command[0], dot, scope);

        // A method, such as .Capabilities.APIVersions.Has.
        return command[0] is HelmChain { Fields: [.., "Has"] } ? new HelmUnknown(false) : HelmUnknown.Any;
    }

    private static int Weight(HelmValue value) => value switch
    {
        HelmTextValue text => text.Rope.Size / 32,
        HelmMap map => map.Entries.Count,
        HelmList list => list.Items.Count,
        _ => 0,
    };

    private HelmValue Value(HelmTerm term, HelmValue dot, HelmScope scope)
    {
        switch (term)
        {
            case HelmConstant { Text: { } text } constant:
                return new HelmTextValue(HelmRope.Of(text, LeavesOf(constant)));
            case HelmConstant { Boolean: { } boolean }:
                return new HelmBoolean(boolean);
            case HelmConstant constant:
                return new HelmNumber(constant.Number) { Leaves = LeavesOf(constant) };
            case HelmFunction function:
                return HelmFunctions.Call(this, function.Name, []);
            case HelmChain chain:
                var value = chain.Inner is { } inner ? Nested(inner, dot, scope)
                    : chain.Variable is { } name ? scope.Holder(name)?.Variables[name] ?? HelmUnknown.Any
                    : dot;
                foreach (var field in chain.Fields)
                    value = Field(value, field);
                return value;
            default:
                return HelmNone.Absent;
        }
    }

    private HelmValue Nested(HelmPipeline pipeline, HelmValue dot, HelmScope scope)
    {
        if (depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return HelmUnknown.Any;

        depth++;
        var value = Value(pipeline, dot, scope);
        depth--;
        return value;
    }

    private HelmLeaf[] LeavesOf(HelmConstant constant) =>
        source is null ? HelmValue.NoLeaves : [new HelmLeaf(HelmLeafKind.Constant, "", source, constant.Start, constant.End)];

    private static HelmValue Field(HelmValue value, string name) => value switch
    {
        HelmMap map => map.Get(name),
        HelmNone => HelmNone.Absent,
        _ => HelmUnknown.Any,
    };

    private sealed record Body(HelmTemplate Template, HelmFrame Frame, List<HelmStrand> Strands);
}

/// <summary>Variables of a block.</summary>
internal sealed class HelmScope(HelmScope? parent)
{
    public Dictionary<string, HelmValue> Variables { get; } = new(StringComparer.Ordinal);

    public HelmScope? Holder(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables.ContainsKey(name))
                return scope;
        }

        return null;
    }

    private HelmScope? Parent => parent;
}
