using System.Text.Json;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

public sealed class JsonReporterTests
{
    public static TheoryData<string> Scene => [.. Scenes.Names];

    [Theory]
    [InlineData("clean")]
    [InlineData("whole-run")]
    public void A_result_is_written_whole(string scene) => Golden.Matches($"json/{scene}.json", Json(scene));

    [Fact]
    public void Suppressed_findings_have_an_array_of_their_own()
    {
        using var output = new StringWriter();
        new JsonReporter(new ToolInfo("0.1.0"), showSuppressed: true).Write(Scenes.Suppressed(), output);
        Golden.Matches("json/suppressed.json", output.ToString());
    }

    [Theory]
    [MemberData(nameof(Scene))]
    public void Every_result_is_well_formed_and_holds_no_raw_control_character(string scene)
    {
        var json = Json(scene);

        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("findings").GetArrayLength().Should().Be(Scenes.Named(scene).Findings.Length);
        json.Where(c => c != '\n').Should().NotContain(c => char.IsControl(c) || c == '\u202e' || c == '\u2028');
    }

    [Fact]
    public void Text_from_manifests_arrives_as_it_is()
    {
        using var document = JsonDocument.Parse(Json("control-characters"));
        var finding = document.RootElement.GetProperty("findings")[0];

        finding.GetProperty("message").GetProperty("arguments")[0].GetString().Should().Be(Scenes.HostileName.Replace('\ud800', '\ufffd'));
        finding.GetProperty("location").GetProperty("path").GetString().Should().Be("a b/\u001b[2J\u202e[x](1)#?%.yaml");
    }

    private static string Json(string scene)
    {
        using var output = new StringWriter();
        new JsonReporter(new ToolInfo("0.1.0")).Write(Scenes.Named(scene), output);
        return output.ToString();
    }
}
