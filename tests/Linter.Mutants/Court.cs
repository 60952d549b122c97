using System.Reflection;
using System.Runtime.Loader;

namespace Linter.Mutants;

/// <summary>The library with its mutants, loaded once, and beside it this program's judge, which binds to it.</summary>
internal sealed class Court
{
    private readonly FieldInfo active;
    private readonly HashSet<int> met;
    private readonly List<int> sound = [];

    /// <summary>Loads all of it with one mutant on from the beginning; with none for -1.</summary>
    public Court(byte[] library, int number)
    {
        var context = new Context(library);
        var mutation = context.Linter.GetType("Linter.Mutation")!;
        active = mutation.GetField("Active")!;
        active.SetValue(null, number);
        met = (HashSet<int>)mutation.GetField("Met")!.GetValue(null)!;
        var judge = context.LoadFromAssemblyPath(typeof(Judge).Assembly.Location).GetType(typeof(Judge).FullName!)!;
        Questions = ((string Name, Func<bool> Holds)[])judge.GetMethod(nameof(Judge.Questions))!.Invoke(null, [Repository.Root])!;
    }

    public (string Name, Func<bool> Holds)[] Questions { get; }

    /// <summary>The expectations that hold in the unchanged library; known after the survey.</summary>
    public IReadOnlyList<int> Sound => sound;

    /// <summary>Which expectations meet which mutants, in the unchanged library.</summary>
    public Dictionary<int, List<int>> Survey(out HashSet<int> early, out List<string> broken)
    {
        early = [.. met];
        broken = [];
        var found = new Dictionary<int, List<int>>();
        for (var i = 0; i < Questions.Length; i++)
        {
            met.Clear();
            if (!Holds(i))
            {
                broken.Add(Questions[i].Name);
                continue;
            }

            sound.Add(i);
            foreach (var number in met)
            {
                if (!found.TryGetValue(number, out var list))
                    found[number] = list = [];
                list.Add(i);
            }
        }

        return found;
    }

    /// <summary>The expectation that a mutant breaks; null where all of these hold. Spoiled: it does not hold afterwards either.</summary>
    public string? Try(int number, List<int> asked, out bool wasMet, out bool spoiled)
    {
        met.Clear();
        active.SetValue(null, number);
        var killer = asked.FindIndex(question => !Holds(question));
        active.SetValue(null, -1);
        wasMet = met.Contains(number);
        spoiled = killer >= 0 && !Holds(asked[killer]);
        return killer < 0 ? null : Questions[asked[killer]].Name;
    }

    private bool Holds(int question)
    {
        try
        {
            return Questions[question].Holds();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    private sealed class Context : AssemblyLoadContext
    {
        public Context(byte[] library)
            : base("mutants", isCollectible: true)
        {
            using var stream = new MemoryStream(library);
            Linter = LoadFromStream(stream);
        }

        public Assembly Linter { get; }

        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == "Linter" ? Linter : null;
    }
}
