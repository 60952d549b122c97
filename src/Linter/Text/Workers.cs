using System.Runtime.ExceptionServices;

namespace Linter.Text;

/// <summary>Shares jobs among threads, of which the caller's is one.</summary>
internal static class Workers
{
    // Small enough that all end at about the same time, large enough that taking one costs nothing.
    private const int SharesPerWorker = 4;
    private const int LargestShare = 256;

    /// <summary>
    /// Does every job once, and returns when all are done. Whoever is free takes the next one. What a job throws is thrown here: no further
    /// one was begun then, and none is being done.
    /// </summary>
    /// <param name="jobs">How many there are.</param>
    /// <param name="workers">How many threads; at least one works.</param>
    /// <param name="work">Does the job of this number, from 0 on.</param>
    public static void Share(int jobs, int workers, Action<int> work) => Share(jobs, workers, () => work, (doing, job) => doing(job));

    /// <summary>The same with small jobs, of which a thread takes several at once; those it ends even where another has thrown.</summary>
    /// <param name="jobs">How many there are.</param>
    /// <param name="workers">How many threads; at least one works.</param>
    /// <param name="prepare">Makes what each thread has for itself.</param>
    /// <param name="work">Does the job of this number, from 0 on.</param>
    public static void ShareOut<TOwn>(int jobs, int workers, Func<TOwn> prepare, Action<TOwn, int> work)
    {
        var share = Math.Clamp(jobs / (Math.Max(workers, 1) * SharesPerWorker), 1, LargestShare);
        var shares = (jobs + share - 1) / share;
        Share(shares, Math.Min(workers, shares), prepare, (own, number) =>
        {
            var end = Math.Min(jobs, (number + 1) * share);
            for (var job = number * share; job < end; job++)
                work(own, job);
        });
    }

    /// <summary>The same with something that each thread has for itself.</summary>
    public static void Share<TOwn>(int jobs, int workers, Func<TOwn> prepare, Action<TOwn, int> work)
    {
        var next = -1;
        Exception? failure = null;
        void Work()
        {
            try
            {
                var own = prepare();
                for (var job = Interlocked.Increment(ref next); job < jobs && failure is null; job = Interlocked.Increment(ref next))
                    work(own, job);
            }
#pragma warning disable CA1031 // Whatever it is: what leaves a thread ends the process, and the caller of all can still say what happened.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }

        var threads = new Thread[Math.Max(workers, 1) - 1];
        for (var i = 0; i < threads.Length; i++)
            (threads[i] = new Thread(Work)).Start();
        Work();
        foreach (var thread in threads)
            thread.Join();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }
}
