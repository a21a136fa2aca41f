using Warren.Engine.Errors;

namespace Warren.Engine.Tests.Errors;

public sealed class DmsErrorsTests
{
    /// <summary>Table 8-2 of the reference, all 64 rows, the status and then its numbers.</summary>
    private static readonly (int Status, string Numbers)[] Table =
    [
        (400, "400002 400004 400005 400007 400008 400009 400010 400011 400012 400013 400014 400015 400016 400018 400019 400020 400026 " +
              "400037 400038 400042 400046 400048 400060 400061 400062 400063 400064 400065 400066 400067 400068 400080 400081 400099 " +
              "400100 400106 400500 400125 400124"),
        (401, "401001 401003 401004"),
        (403, "403002 403003"),
        (404, "404001 404022 404024 404027"),
        (405, "405001"),
        (500, "500000 500006 500017 500023 500024 500025 500041 500051 500052 500053 500054 500070 500071 500094 500106"),
    ];

    [Fact]
    public void Every_row_of_the_documented_table_is_in_the_catalogue_once()
    {
        var rows = Table.SelectMany(group => group.Numbers.Split(' ').Select(number => (number, group.Status))).ToList();

        Assert.Equal(64, rows.Count);
        Assert.All(rows, row => Assert.Single(DmsErrors.All, code => (code.Number, code.Status) == row && !code.Text.Contains('.', StringComparison.Ordinal)));
    }

    [Fact]
    public void What_the_table_does_not_hold_is_only_what_we_chose_to_add()
    {
        var rows = Table.SelectMany(group => group.Numbers.Split(' ').Select(number => (number, group.Status)));

        var added = DmsErrors.All.Where(code => !rows.Contains((code.Number, code.Status)));

        Assert.Equal(
            ["400005/413", "400035/400", "400039/429", "400070/400", "400070/404", "400102/400", "400103/400", "400800/400", "401002/401", "500054/503", "500972/400"],
            added.Select(code => $"{code.Number}/{code.Status}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_holds_every_field_and_no_hole()
    {
        Assert.Equal(typeof(DmsErrors).GetFields().Length, DmsErrors.All.Count);
        Assert.DoesNotContain(null, DmsErrors.All);
    }

    [Fact]
    public void A_number_is_unique_under_its_text()
    {
        Assert.Distinct(DmsErrors.All.Select(code => (code.Number, code.Text)));
    }

    [Fact]
    public void Only_internal_errors_share_a_text()
    {
        var shared = DmsErrors.All.GroupBy(code => code.Text).Where(codes => codes.Count() > 1);

        Assert.Equal(DmsErrors.Internal.Text, Assert.Single(shared).Key);
    }

    [Fact]
    public void Every_number_has_six_digits()
    {
        Assert.All(DmsErrors.All, code => Assert.Matches("^[0-9]{6}$", code.Number));
    }

    [Fact]
    public void A_code_is_written_in_the_way_of_each_version()
    {
        Assert.Equal("111404022", DmsErrors.InstanceUnknown.V1);
        Assert.Equal("DMS.00404022", DmsErrors.InstanceUnknown.V2);
        Assert.Equal("111400026", DmsErrors.StatusForbids.V1);
        Assert.Equal("DMS.00400026", DmsErrors.StatusForbids.V2);
        Assert.Equal("DMS.00500972", DmsErrors.BrokerUserUnknown.V2);
    }

    [Fact]
    public void A_body_that_is_too_large_has_the_number_of_a_bad_body_and_its_own_status_and_text()
    {
        Assert.Equal(DmsErrors.BodyInvalid.Number, DmsErrors.BodyTooLarge.Number);
        Assert.Equal(413, DmsErrors.BodyTooLarge.Status);
        Assert.NotEqual(DmsErrors.BodyInvalid.Text, DmsErrors.BodyTooLarge.Text);
    }
}
