using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// A name for a finding that survives moves between lines and new wording: SHA-256 of rule, resource and YAML path, the
/// first 32 hex digits. List items are named by what sets them apart, so inserting others changes nothing. Where no resource was read, the
/// file stands for it.
/// </summary>
public static class FindingIdentity
{
    /// <summary>One name for each finding, in order; the second and later of a kind end in ":2", ":3".</summary>
    public static ImmutableArray<string> Of(ImmutableArray<Finding> findings)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = ImmutableArray.CreateBuilder<string>(findings.Length);
        foreach (var finding in findings)
        {
            var name = Hash(finding);
            var count = counts[name] = counts.GetValueOrDefault(name) + 1;
            names.Add(count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{count}"));
        }

        return names.MoveToImmutable();
    }

    private static string Hash(Finding finding)
    {
        var key = finding.Subject is { } subject
            ? $"{finding.RuleId}|{subject.Namespace}/{subject.Kind}/{subject.Name}|{subject.Key ?? subject.Path}"
            : $"{finding.RuleId}|{finding.Span.Source.Path}|";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
    }
}
