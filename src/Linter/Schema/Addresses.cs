using System.Net;
using System.Net.Sockets;

namespace Linter.Schema;

/// <summary>What an IP address is for; the API forbids some ranges in some fields.</summary>
public enum AddressRange
{
    Ordinary,
    Unspecified,
    Loopback,

    /// <summary>Link-local, unicast or multicast.</summary>
    LinkLocal,
}

/// <summary>IP addresses as the API server reads them.</summary>
public static class Addresses
{
    private const int LongestIPv6 = 45;

    /// <summary>
    /// Reads an address as k8s.io/utils/net ParseIPSloppy does: four decimal numbers, leading zeros allowed, or IPv6
    /// without zone and brackets. Null for anything else.
    /// </summary>
    public static IPAddress? Parse(string text) => text.Contains(':', StringComparison.Ordinal) ? ParseIPv6(text) : ParseIPv4(text);

    /// <summary>Whether <see cref="Parse"/> reads it. Most names are told from addresses by their first letters.</summary>
    public static bool IsAddress(string text) =>
        text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.') && Parse(text) is not null;

    /// <summary>
    /// Written in a way that programs read differently, which strict validation (on by default since Kubernetes 1.36)
    /// refuses: a number with a leading zero, or an IPv4 address inside an IPv6 one.
    /// </summary>
    public static bool IsAmbiguous(string text) => text.Contains(':', StringComparison.Ordinal)
        ? ParseIPv6(text) is { IsIPv4MappedToIPv6: true }
        : text.Split('.').Any(part => part.Length > 1 && part[0] == '0');

    /// <summary>The range, as Go's net package tells them apart.</summary>
    public static AddressRange RangeOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return AddressRange.Unspecified;
        if (IPAddress.IsLoopback(address))
            return AddressRange.Loopback;
        return IsLinkLocal(address) ? AddressRange.LinkLocal : AddressRange.Ordinary;
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes is [169, 254, _, _] or [224, 0, 0, _]
            : address.IsIPv6LinkLocal || (bytes[0] == 0xff && (bytes[1] & 0x0f) == 0x02);
    }

    // IPAddress.TryParse takes zones, brackets and ports too.
    private static IPAddress? ParseIPv6(string text) =>
        text.Length <= LongestIPv6
        && text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.')
        && IPAddress.TryParse(text, out var address) ? address : null;

    // IPAddress.TryParse reads "10.1" and octal numbers, as C's inet_aton does.
    private static IPAddress? ParseIPv4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;

        var bytes = new byte[4];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!parts[i].All(char.IsAsciiDigit)
                || !byte.TryParse(parts[i], System.Globalization.CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }
        }

        return new IPAddress(bytes);
    }
}
