package io.monthclose.bench;

import java.util.*;

record CostPicture(List<Run> runs) {
    String svg() {
        return "";
    }
}
