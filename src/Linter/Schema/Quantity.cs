using System.Globalization;
using System.Numerics;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>
/// An amount such as <c>500m</c>, <c>1.5Gi</c> or <c>1e3</c>, exact: as k8s.io/apimachinery pkg/api/resource reads it, in units of
/// 10^-9, what is smaller rounded away from zero, what is larger than 2^63-1 taken for that. So is a sum or a product.
/// </summary>
/// <remarks>
/// Two integers, and <see cref="BigInteger"/> only for what they cannot hold on the way: to load that type takes longer than to read many
/// amounts.
/// </remarks>
public readonly record struct Quantity : IComparable<Quantity>
{
    private const long Nano = 1_000_000_000;

    private const int NanoDigits = 9;

    // A long holds as many digits, whichever they are, and such a power of ten.
    private const int LongDigits = 18;

    // Beyond it every number is too large or rounds to one unit, and no power of ten need be made.
    private const int EnoughDigits = 64;

    // What is counted rather than measured is told in full.
    private const int LargestPlain = 10_000;

    private static readonly string[] Suffixes = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki", "E", "P", "T", "G", "M", "k"];

    /// <summary>Rounded down.</summary>
    private readonly long whole;

    /// <summary>What was rounded off, in units of 10^-9.</summary>
    private readonly int rest;

    private Quantity(long whole, int rest) => (this.whole, this.rest) = (whole, rest);

    /// <summary>The amount in units of 10^-9.</summary>
    public BigInteger Nanos => ((BigInteger)whole * Nano) + rest;

    public bool IsZero => whole == 0 && rest == 0;

    public bool IsNegative => whole < 0;

    public bool IsPositive => !IsNegative && !IsZero;

    /// <summary>No fraction that a thousandth could hold.</summary>
    public bool IsInteger => Magnitude.rest is 0 or > 999_000_000;

    private static Quantity Largest => new(long.MaxValue, 0);

    private Quantity Magnitude => IsNegative ? -this : this;

    /// <summary>Null where the scalar is none, or null, or no quantity. Blanks around it are cut off, as the API server does.</summary>
    public static Quantity? Read(Node? node)
    {
        if (node is not { IsScalar: true } scalar)
            return null;

        var value = scalar.Scalar;
        return value.Type switch
        {
            ScalarType.Integer when value.Integer != long.MaxValue => Of(value.Integer),
            ScalarType.Integer or ScalarType.Float => Parse(value.Float.ToString("R", CultureInfo.InvariantCulture)),
            ScalarType.String => Parse(scalar.Text.Trim()),
            _ => null,
        };
    }

    /// <summary>Null where the text is no quantity.</summary>
    public static Quantity? Parse(ReadOnlySpan<char> text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var whole = DigitsFrom(text, at);
        at += whole.Length;
        var fraction = ReadOnlySpan<char>.Empty;
        if (at < text.Length && text[at] == '.')
        {
            fraction = DigitsFrom(text, at + 1);
            at += fraction.Length + 1;
        }

        if (whole.Length + fraction.Length == 0 || FactorOf(text[at..]) is not { } factor)
            return null;

        var exponent = factor.Exponent - fraction.Length;
        var amount = whole.Length + fraction.Length <= LongDigits
            && Scale(NumberOf(fraction, NumberOf(whole, 0)), factor.Binary, exponent) is { } exact
            ? exact
            : ScaleLarge($"{whole}{fraction}", factor.Binary, exponent);
        return text[0] == '-' ? -amount : amount;
    }

    /// <summary>The amount as the shortest text that is exact: 3500m, 1.5Gi, 64M.</summary>
    public override string ToString()
    {
        if (IsNegative)
            return "-" + -this;

        if (rest > 0)
        {
            return rest % 1_000_000 == 0 ? Spell(Nanos / 1_000_000) + "m"
                : rest % 1000 == 0 ? Spell(Nanos / 1000) + "u"
                : Spell(Nanos) + "n";
        }

        var shortest = Spell(whole);
        if (whole < LargestPlain)
            return shortest;

        foreach (var suffix in Suffixes)
        {
            if (Scaled(whole, FactorOf(suffix)!.Value) is { } number && number.Length + suffix.Length < shortest.Length)
                shortest = number + suffix;
        }

        return shortest;
    }

    public int CompareTo(Quantity other) => whole == other.whole ? rest.CompareTo(other.rest) : whole.CompareTo(other.whole);

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    public static Quantity operator -(Quantity amount) =>
        amount.rest == 0 ? new(-amount.whole, 0) : new(-amount.whole - 1, (int)(Nano - amount.rest));

    public static Quantity operator +(Quantity left, Quantity right)
    {
        var (carry, rest) = Math.DivRem((long)left.rest + right.rest, Nano);
        var whole = unchecked(left.whole + right.whole + carry);
        var isOutside = left.IsNegative == right.IsNegative && left.IsNegative != whole < 0;
        return isOutside || whole is long.MinValue or long.MaxValue ? left.IsNegative ? -Largest : Largest : new(whole, (int)rest);
    }

    /// <param name="times">0 or more.</param>
    public static Quantity operator *(Quantity left, int times)
    {
        if (left.IsNegative)
            return -(-left * times);

        var (carry, rest) = Math.DivRem((long)left.rest * times, Nano);
        return Product(left.whole, times) is { } product && product < long.MaxValue - carry ? new(product + carry, (int)rest) : Largest;
    }

    /// <summary>A whole number.</summary>
    public static Quantity Of(long number) => new(Math.Max(number, -long.MaxValue), 0);

    public static Quantity Max(Quantity left, Quantity right) => left < right ? right : left;

    // With two digits behind the point at most; null where it takes more.
    private static string? Scaled(long whole, (long Binary, int Exponent) factor)
    {
        var unit = factor.Binary * Power(factor.Exponent);
        var (number, rest) = Math.DivRem(whole, unit);
        var (hundredths, more) = BigInteger.DivRem((BigInteger)rest * 100, unit);
        if (!more.IsZero || number == 0)
            return null;

        return hundredths.IsZero
            ? Spell(number)
            : Spell(number) + "." + hundredths.ToString("00", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    private static string Spell(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A suffix as a power of two and one of ten; null where there is no such.</summary>
    private static (long Binary, int Exponent)? FactorOf(ReadOnlySpan<char> suffix) => suffix switch
    {
        "" => (1, 0),
        "n" => (1, -9),
        "u" => (1, -6),
        "m" => (1, -3),
        "k" => (1, 3),
        "M" => (1, 6),
        "G" => (1, 9),
        "T" => (1, 12),
        "P" => (1, 15),
        "E" => (1, 18),
        "Ki" => (1L << 10, 0),
        "Mi" => (1L << 20, 0),
        "Gi" => (1L << 30, 0),
        "Ti" => (1L << 40, 0),
        "Pi" => (1L << 50, 0),
        "Ei" => (1L << 60, 0),
        ['e' or 'E', .. var exponent] when int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value)
            => (1, Math.Clamp(value, -1_000_000, 1_000_000)),
        _ => null,
    };

    /// <summary>The product, 10^exponent the third factor; null where two integers cannot hold what is made on the way.</summary>
    private static Quantity? Scale(long mantissa, long binary, int exponent)
    {
        if (mantissa == 0)
            return default(Quantity);
        if (exponent is < -LongDigits or > LongDigits || Product(mantissa, binary) is not { } number)
            return null;
        if (exponent >= 0)
            return Product(number, Power(exponent)) is { } whole ? new(whole, 0) : Largest;

        var (quotient, remainder) = Math.DivRem(number, Power(-exponent));
        var rest = -exponent <= NanoDigits
            ? remainder * Power(NanoDigits + exponent)
            : CeilingDivide(remainder, Power(-exponent - NanoDigits));
        return rest < Nano ? new(quotient, (int)rest) : new(quotient + 1, 0);
    }

    private static Quantity ScaleLarge(string digits, long binary, int exponent)
    {
        var mantissa = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) * binary;
        if (mantissa.IsZero)
            return default;

        exponent += NanoDigits;
        if (exponent > EnoughDigits)
            return Largest;

        var length = (int)Math.Ceiling(BigInteger.Log10(mantissa)) + 1;
        var nanos = exponent >= 0 ? mantissa * BigInteger.Pow(10, exponent)
            : -exponent > length ? BigInteger.One
            : CeilingDivide(mantissa, BigInteger.Pow(10, -exponent));
        var (whole, rest) = BigInteger.DivRem(nanos, Nano);
        return whole >= long.MaxValue ? Largest : new Quantity((long)whole, (int)rest);
    }

    /// <summary>Of numbers that are not negative; null where it is larger than a long.</summary>
    private static long? Product(long left, long right) => Math.BigMul(left, right, out var low) == 0 && low >= 0 ? low : null;

    private static long Power(int exponent)
    {
        var power = 1L;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }

    private static long CeilingDivide(long value, long by) => (value / by) + (value % by > 0 ? 1 : 0);

    private static BigInteger CeilingDivide(BigInteger value, BigInteger by)
    {
        var quotient = BigInteger.DivRem(value, by, out var rest);
        return rest.IsZero ? quotient : quotient + 1;
    }

    private static long NumberOf(ReadOnlySpan<char> digits, long before)
    {
        foreach (var digit in digits)
            before = (before * 10) + (digit - '0');
        return before;
    }

    private static ReadOnlySpan<char> DigitsFrom(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return text[Math.Min(start, text.Length)..end];
    }
}
