using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Linter.Schema;

namespace Linter.Tests.Properties;

/// <summary>Amounts against the definition: fractions of unlimited integers.</summary>
public sealed class QuantityProperties
{
    private static readonly BigInteger Nano = BigInteger.Pow(10, 9);
    private static readonly BigInteger Largest = long.MaxValue * Nano;

    private static readonly Dictionary<string, (BigInteger Factor, BigInteger By)> Units = new(StringComparer.Ordinal)
    {
        [""] = (1, 1),
        ["n"] = (1, Nano),
        ["u"] = (1, 1_000_000),
        ["m"] = (1, 1000),
        ["k"] = (1000, 1),
        ["M"] = (1_000_000, 1),
        ["G"] = (Nano, 1),
        ["T"] = (BigInteger.Pow(10, 12), 1),
        ["P"] = (BigInteger.Pow(10, 15), 1),
        ["E"] = (BigInteger.Pow(10, 18), 1),
        ["Ki"] = (BigInteger.Pow(2, 10), 1),
        ["Mi"] = (BigInteger.Pow(2, 20), 1),
        ["Gi"] = (BigInteger.Pow(2, 30), 1),
        ["Ti"] = (BigInteger.Pow(2, 40), 1),
        ["Pi"] = (BigInteger.Pow(2, 50), 1),
        ["Ei"] = (BigInteger.Pow(2, 60), 1),
        ["e7"] = (BigInteger.Pow(10, 7), 1),
        ["E19"] = (BigInteger.Pow(10, 19), 1),
        ["e-12"] = (1, BigInteger.Pow(10, 12)),
        ["e-30"] = (1, BigInteger.Pow(10, 30)),
    };

    private static readonly Gen<string> Digits =
        from length in Gen.Frequency((8, Gen.Choose(1, 4)), (3, Gen.Choose(5, 19)), (1, Gen.Choose(20, 30)))
        from digits in Gen.Elements('0', '1', '5', '9', '7').ListOf(length)
        select string.Concat(digits);

    private static readonly Gen<Written> Amounts =
        from sign in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Constant("-")))
        from whole in Digits
        from fraction in Gen.Frequency((2, Gen.Constant("")), (1, Digits))
        from unit in Gen.Elements<string>(Units.Keys)
        select new Written(sign, whole, fraction, unit);

    [Fact]
    public void An_amount_is_what_its_digits_and_its_suffix_say() => Holds.For(
        Amounts,
        given => Quantity.Parse(given.Text)!.Value.Nanos is var nanos && nanos == given.Nanos
            ? null
            : $"{given.Text} is {nanos}, not {given.Nanos}",
        20_000);

    [Fact]
    public void An_amount_is_told_so_that_it_is_read_back() => Holds.For(
        Amounts,
        given => Quantity.Parse(given.Text)!.Value is var amount && Quantity.Parse(amount.ToString()) == amount
            ? null
            : $"{given.Text} is told as {amount}",
        5000);

    [Fact]
    public void Sums_products_and_the_order_are_those_of_numbers() => Holds.For(
        from left in Amounts
        from right in Amounts
        from times in Gen.Frequency((3, Gen.Choose(0, 5)), (1, Gen.Choose(0, int.MaxValue)))
        select (left, right, times),
        given =>
        {
            var (left, right) = (Quantity.Parse(given.left.Text)!.Value, Quantity.Parse(given.right.Text)!.Value);
            var (sum, product) = (Bounded(left.Nanos + right.Nanos), Bounded(left.Nanos * given.times));
            return (left + right).Nanos != sum ? $"{left} + {right} is {left + right}"
                : (left * given.times).Nanos != product ? $"{left} * {given.times} is {left * given.times}"
                : Math.Sign(left.CompareTo(right)) != left.Nanos.CompareTo(right.Nanos) ? $"{left} against {right}"
                : (left.IsZero, left.IsNegative,
                    left.IsPositive) != (left.Nanos.IsZero, left.Nanos.Sign < 0, left.Nanos.Sign > 0) ? $"the sign of {left}"
                : null;
        },
        5000);

    private static BigInteger Bounded(BigInteger nanos) => BigInteger.Clamp(nanos, -Largest, Largest);

    private sealed record Written(string Sign, string Whole, string Fraction, string Unit)
    {
        public string Text => Sign + Whole + (Fraction.Length > 0 ? "." + Fraction : "") + Unit;

        public BigInteger Nanos
        {
            get
            {
                var (factor, by) = Units[Unit];
                var nanos = BigInteger.DivRem(BigInteger.Parse(Whole + Fraction, CultureInfo.InvariantCulture) * factor * Nano,
                    by * BigInteger.Pow(10, Fraction.Length), out var rest);
                return Bounded((rest.IsZero ? nanos : nanos + 1) * (Sign.Length > 0 ? -1 : 1));
            }
        }
    }
}
