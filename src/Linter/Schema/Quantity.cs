using System.Globalization;
using System.Numerics;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>
/// An amount such as <c>500m</c>, <c>1.5Gi</c> or <c>1e3</c>, exact: as k8s.io/apimachinery pkg/api/resource reads it, in units of
/// 10^-9, what is smaller rounded away from zero, what is larger than 2^63-1 taken for that.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    private static readonly BigInteger Nano = BigInteger.Pow(10, 9);
    private static readonly BigInteger Largest = long.MaxValue * Nano;

    // Beyond it every number is too large or rounds to one unit, and no power of ten need be made.
    private const int EnoughDigits = 64;

    // What is counted rather than measured is told in full.
    private const int LargestPlain = 10_000;

    private static readonly string[] Suffixes = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki", "E", "P", "T", "G", "M", "k"];

    private Quantity(BigInteger nanos) => Nanos = nanos;

    /// <summary>The amount in units of 10^-9.</summary>
    public BigInteger Nanos { get; }

    public bool IsNegative => Nanos.Sign < 0;

    /// <summary>No fraction that a thousandth could hold.</summary>
    public bool IsInteger => CeilingDivide(Nanos, 1_000_000) % 1000 == 0;

    /// <summary>Null where the scalar is none, or null, or no quantity. Blanks around it are cut off, as the API server does.</summary>
    public static Quantity? Read(Node? node)
    {
        if (node is not { IsScalar: true } scalar)
            return null;

        var value = scalar.Scalar;
        return value.Type switch
        {
            ScalarType.Integer when value.Integer != long.MaxValue => new Quantity(value.Integer * Nano),
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

        var mantissa = NumberOf(fraction.IsEmpty ? whole : $"{whole}{fraction}") * factor.Binary;
        var nanos = Scale(mantissa, factor.Exponent - fraction.Length + 9);
        nanos = BigInteger.Min(nanos, Largest);
        return new Quantity(text[0] == '-' ? -nanos : nanos);
    }

    /// <summary>The amount as the shortest text that is exact: 3500m, 1.5Gi, 64M.</summary>
    public override string ToString()
    {
        if (IsNegative)
            return "-" + new Quantity(-Nanos);

        var (whole, rest) = (Nanos / Nano, Nanos % Nano);
        if (!rest.IsZero)
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

    public int CompareTo(Quantity other) => Nanos.CompareTo(other.Nanos);

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Nanos + right.Nanos);

    public static Quantity operator *(Quantity left, int times) => new(left.Nanos * times);

    /// <summary>A whole number.</summary>
    public static Quantity Of(long number) => new(number * Nano);

    public static Quantity Max(Quantity left, Quantity right) => left < right ? right : left;

    // With two digits behind the point at most; null where it takes more.
    private static string? Scaled(BigInteger whole, (BigInteger Binary, int Exponent) factor)
    {
        var unit = factor.Binary * BigInteger.Pow(10, factor.Exponent);
        var hundredths = BigInteger.DivRem(whole * 100, unit, out var rest);
        if (!rest.IsZero || whole < unit)
            return null;

        var behind = (int)(hundredths % 100);
        return behind == 0 ? Spell(hundredths / 100) : Spell(hundredths / 100) + "." + behind.ToString("00", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    private static string Spell(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A suffix as a power of two and one of ten; null where there is no such.</summary>
    private static (BigInteger Binary, int Exponent)? FactorOf(ReadOnlySpan<char> suffix) => suffix switch
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
        "Ki" => (BigInteger.One << 10, 0),
        "Mi" => (BigInteger.One << 20, 0),
        "Gi" => (BigInteger.One << 30, 0),
        "Ti" => (BigInteger.One << 40, 0),
        "Pi" => (BigInteger.One << 50, 0),
        "Ei" => (BigInteger.One << 60, 0),
        ['e' or 'E', .. var exponent] when int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            => (1, Math.Clamp(value, -1_000_000, 1_000_000)),
        _ => null,
    };

    private static BigInteger Scale(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
            return mantissa;
        if (exponent >= 0)
            return exponent > EnoughDigits ? Largest : mantissa * BigInteger.Pow(10, exponent);

        var digits = (int)Math.Ceiling(BigInteger.Log10(mantissa)) + 1;
        return -exponent > digits ? BigInteger.One : CeilingDivide(mantissa, BigInteger.Pow(10, -exponent));
    }

    private static BigInteger CeilingDivide(BigInteger value, BigInteger by)
    {
        var quotient = BigInteger.DivRem(value, by, out var rest);
        return rest.IsZero ? quotient : quotient + value.Sign;
    }

    private static BigInteger NumberOf(ReadOnlySpan<char> digits)
    {
        const int FitLong = 18;
        if (digits.Length > FitLong)
            return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

        var number = 0L;
        foreach (var digit in digits)
            number = (number * 10) + (digit - '0');
        return number;
    }

    private static ReadOnlySpan<char> DigitsFrom(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return text[Math.Min(start, text.Length)..end];
    }
}
