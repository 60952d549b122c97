using Linter.Text;

namespace Linter.Tests.Text;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(7, 2)]
    [InlineData(5000, 1)]
    [InlineData(5000, 3)]
    public void Every_job_is_done_once(int jobs, int workers)
    {
        var (shared, sharedOut) = (new int[jobs], new int[jobs]);

        Workers.Share(jobs, workers, job => Interlocked.Increment(ref shared[job]));
        Workers.ShareOut(jobs, workers, () => sharedOut, (own, job) => Interlocked.Increment(ref own[job]));

        shared.Should().AllBeEquivalentTo(1);
        sharedOut.Should().AllBeEquivalentTo(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_a_job_throws_is_thrown_where_they_were_shared(int workers)
    {
        var share = () => Workers.Share(100, workers, job => _ = job == 7 ? throw new InvalidDataException("seven") : job);

        share.Should().Throw<InvalidDataException>().WithMessage("seven");
    }
}
