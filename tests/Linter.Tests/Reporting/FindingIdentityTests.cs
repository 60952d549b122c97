using Linter.Findings;
using Linter.Reporting;

namespace Linter.Tests.Reporting;

public sealed class FindingIdentityTests
{
    [Fact]
    public void Wording_and_place_do_not_change_the_identity()
    {
        var finding = Scenes.IngressPort();
        var moved = finding with { Message = MessageText.Plain("other words"), Span = finding.Related[0].Span };

        FindingIdentity.Of([moved]).Should().Equal(FindingIdentity.Of([finding]));
        FindingIdentity.Of([finding])[0].Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public void Rule_resource_and_field_each_change_it()
    {
        var finding = Scenes.IngressPort();
        var subject = finding.Subject!;

        FindingIdentity.Of(
        [
            finding,
            finding with { RuleId = "other" },
            finding with { Subject = subject with { Namespace = null } },
            finding with { Subject = subject with { Kind = "HTTPRoute" } },
            finding with { Subject = subject with { Name = "other" } },
            finding with { Subject = subject with { Path = "" } },
            finding with { Subject = null },
        ]).Select(name => name.Length).Should().OnlyContain(length => length == 32);
    }

    [Fact]
    public void A_list_item_is_known_by_what_sets_it_apart()
    {
        var finding = Scenes.Readiness();
        var subject = finding.Subject! with { Key = "spec.template.spec.containers[cart]" };

        FindingIdentity.Of([finding with { Subject = subject }]).Should()
            .Equal(FindingIdentity.Of([finding with { Subject = subject with { Path = "spec.template.spec.containers[7]" } }]));
    }

    [Fact]
    public void Repetitions_are_numbered()
    {
        var names = FindingIdentity.Of([Scenes.Readiness(), Scenes.Readiness(), Scenes.Readiness()]);

        names.Should().Equal(names[0], names[0] + ":2", names[0] + ":3");
    }
}
