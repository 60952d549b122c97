using System.Runtime.ExceptionServices;

namespace Linter.Text;

/// <summary>Shares jobs among threads, of which the caller's is one.</summary>
internal static class Workers
{
    /// <summary>Does every job once, and returns when all are done. Whoever is free takes the next one.</summary>
    /// <param name="jobs">How many there are.</param>
    /// <param name="workers">How many threads; at least one works.</param>
    /// <param name="work">Does the job of this number, from 0 on. It must not throw, but where there is no memory left.</param>
    /// <exception cref="OutOfMemoryException">A worker found none left. No further job was begun, and none is being done.</exception>
    public static void Share(int jobs, int workers, Action<int> work) => Share(jobs, workers, () => work, (doing, job) => doing(job));

    /// <summary>The same with something that each thread has for itself. Making it may throw no more than using it.</summary>
    /// <inheritdoc cref="Share(int, int, Action{int})" path="/exception"/>
    public static void Share<TOwn>(int jobs, int workers, Func<TOwn> prepare, Action<TOwn, int> work)
    {
        var next = -1;
        OutOfMemoryException? failure = null;
        void Work()
        {
            try
            {
                var own = prepare();
                for (var job = Interlocked.Increment(ref next); job < jobs && failure is null; job = Interlocked.Increment(ref next))
                    work(own, job);
            }
            catch (OutOfMemoryException exception)
            {
                // What leaves a thread ends the process; the caller of all can still say what happened.
                Volatile.Write(ref failure, exception);
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
