using FsCheck;
using FsCheck.Fluent;

namespace Linter.Tests.Properties;

/// <summary>Checks a claim on random inputs. A failure prints the smallest input that was found, and the seed.</summary>
internal static class Holds
{
    /// <param name="inputs">What the claim is about.</param>
    /// <param name="claim">What does not hold, in words; null where all does.</param>
    /// <param name="count">How many inputs are tried.</param>
    public static void For<T>(Gen<T> inputs, Func<T, string?> claim, int count = 300) =>
        Prop.ForAll(inputs.ToArbitrary(), input => claim(input) is { } broken ? false.Label(broken) : true.Label(""))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
