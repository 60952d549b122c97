using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Linter.Schema;

/// <summary>An address range such as 10.0.0.0/8, as the API server reads it.</summary>
/// <param name="Address">As written, bits behind the prefix included.</param>
/// <param name="Prefix">Number of leading bits that count.</param>
public sealed record Cidr(IPAddress Address, int Prefix)
{
    /// <summary>Reads as k8s.io/utils/net ParseCIDRSloppy does; null for anything else.</summary>
    public static Cidr? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Addresses.Parse(text[..slash]) is not { } address)
            return null;

        var digits = text.AsSpan(slash + 1);
        return digits.IndexOutside('0', '9') < 0
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix <= Bits(address) ? new Cidr(address, prefix) : null;
    }

    /// <summary>The other range lies in this one and is smaller.</summary>
    public bool IsStrictSupersetOf(Cidr other) =>
        other.Address.AddressFamily == Address.AddressFamily && other.Prefix > Prefix
        && Masked(other.Address, Prefix).Equals(Masked(Address, Prefix));

    /// <summary>The range with all bits behind the prefix zero.</summary>
    public Cidr Canonical => new(Masked(Address, Prefix), Prefix);

    public bool HasHostBits => !Masked(Address, Prefix).Equals(Address);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Prefix}");

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
