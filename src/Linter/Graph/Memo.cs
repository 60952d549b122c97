namespace Linter.Graph;

/// <summary>
/// Answers that are worked out when they are first asked for, by rules that may run at the same time. Two of them may work
/// out the same answer; both get the one that was kept first.
/// </summary>
internal sealed class Memo<TKey, TValue>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private Dictionary<TKey, TValue>? answers;
    private readonly Lock gate = new();

    public bool TryGetValue(TKey key, out TValue answer)
    {
        lock (gate)
        {
            if (answers is not null)
                return answers.TryGetValue(key, out answer!);
        }

        answer = default!;
        return false;
    }

    /// <summary>The answer that counts: this one, unless another was kept before.</summary>
    public TValue Keep(TKey key, TValue answer)
    {
        lock (gate)
        {
            answers ??= new Dictionary<TKey, TValue>(comparer);
            return answers.TryAdd(key, answer) ? answer : answers[key];
        }
    }
}
